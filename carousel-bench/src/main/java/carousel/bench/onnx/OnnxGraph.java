package carousel.bench.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;

/** An ONNX model of one node in the making; its inputs in the order in which they are named. One thread at a time. */
public final class OnnxGraph {
    private static final int VERSION = 8; // of the format
    private static final int OPERATORS = 14;

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final NodeProto.Builder node = NodeProto.newBuilder();

    public OnnxGraph(String name, String operator) {
        graph.setName(name);
        node.setOpType(operator);
    }

    /** What a run is given. */
    public OnnxGraph input(String name, long... shape) {
        node.addInput(name);
        graph.addInput(value(name, shape));
        return this;
    }

    /** An input that is part of the model. */
    public OnnxGraph weight(String name, float[] values, long... shape) {
        var proto = tensor(name, TensorProto.DataType.FLOAT, shape);
        for (float value : values) {
            proto.addFloatData(value);
        }
        node.addInput(name);
        graph.addInitializer(proto);
        return this;
    }

    /** A vector of whole numbers that is part of the model. */
    public OnnxGraph whole(String name, int... values) {
        var proto = tensor(name, TensorProto.DataType.INT32, values.length);
        for (int value : values) {
            proto.addInt32Data(value);
        }
        node.addInput(name);
        graph.addInitializer(proto);
        return this;
    }

    /** An input that is left out. */
    public OnnxGraph absent() {
        node.addInput("");
        return this;
    }

    public OnnxGraph output(String name, long... shape) {
        node.addOutput(name);
        graph.addOutput(value(name, shape));
        return this;
    }

    public OnnxGraph attribute(String name, int value) {
        node.addAttribute(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value));
        return this;
    }

    public OnnxGraph attribute(String name, String value) {
        node.addAttribute(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value)));
        return this;
    }

    /** A list of words. */
    public OnnxGraph words(String name, String... values) {
        var attribute = AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRINGS);
        for (var value : values) {
            attribute.addStrings(ByteString.copyFromUtf8(value));
        }
        node.addAttribute(attribute);
        return this;
    }

    /** The model's file. */
    public byte[] bytes() {
        return ModelProto.newBuilder()
                .setIrVersion(VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATORS))
                .setGraph(graph.clone().addNode(node))
                .build()
                .toByteArray();
    }

    private static TensorProto.Builder tensor(String name, TensorProto.DataType type, long... shape) {
        var proto = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        for (long axis : shape) {
            proto.addDims(axis);
        }
        return proto;
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
}
