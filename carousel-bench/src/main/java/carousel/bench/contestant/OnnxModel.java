package carousel.bench.contestant;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import carousel.bench.work.Row;
import carousel.bench.work.Subject;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.List;

/** A row's layer as an ONNX model: one node that reads X [T,B,F] and gives Y [T,1,B,H]. */
final class OnnxModel {
    private static final int VERSION = 8; // of the format
    private static final int OPERATORS = 14;

    private OnnxModel() {}

    static byte[] of(Row row) {
        var node = NodeProto.newBuilder()
                .setOpType(row.subject().name())
                .addAllInput(List.of("X", "W", "R", "B"))
                .addOutput("Y")
                .addAttribute(number("hidden_size", row.hidden()));
        if (row.subject() == Subject.GRU) {
            node.addAttribute(number("linear_before_reset", 1)); // reset after the product
        }
        var graph = GraphProto.newBuilder()
                .setName(row.name())
                .addInput(value("X", row.steps(), row.batch(), row.hidden()))
                .addOutput(value("Y", row.steps(), 1, row.batch(), row.hidden()))
                .addNode(node);
        weights(graph, row);
        return ModelProto.newBuilder()
                .setIrVersion(VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATORS))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    /** Carousel's gates i f g o are ONNX's i o f c, and r z n are z r h; the second bias is that of the state's product. */
    private static void weights(GraphProto.Builder graph, Row row) {
        var own = Tree.flatten(row.cell());
        boolean lstm = row.subject() == Subject.LSTM;
        int[] order = lstm ? new int[] {0, 3, 1, 2} : new int[] {1, 0, 2};
        int wide = order.length * row.hidden();
        var b = Layout.blocks(own.get("b"), order);
        var second = lstm
                ? Tensor.zeros(wide)
                : Tensor.concatColumns(Tensor.zeros(1, 2 * row.hidden()), matrix(own.get("bn")));
        graph.addInitializer(weight("W", Layout.transposed(Layout.blocks(own.get("wx"), order)), 1, wide, row.hidden()))
                .addInitializer(
                        weight("R", Layout.transposed(Layout.blocks(own.get("wh"), order)), 1, wide, row.hidden()))
                .addInitializer(weight("B", Tensor.concatColumns(matrix(b), matrix(second)), 1, 2 * wide));
    }

    private static Tensor matrix(Tensor vector) {
        return Tensor.of(vector.toArray(), 1, vector.size());
    }

    private static TensorProto weight(String name, Tensor tensor, long... shape) {
        var proto = TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
        for (long axis : shape) {
            proto.addDims(axis);
        }
        for (float value : tensor.toArray()) {
            proto.addFloatData(value);
        }
        return proto.build();
    }

    private static ValueInfoProto value(String name, long... shape) {
        var axes = TensorShapeProto.newBuilder();
        for (long axis : shape) {
            axes.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(axis));
        }
        var type = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(axes);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }

    private static AttributeProto number(String name, int value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }
}
