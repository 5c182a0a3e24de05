package carousel.bench.contestant;

import carousel.bench.onnx.OnnxGraph;
import carousel.bench.work.Row;
import carousel.bench.work.Subject;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;

/** A row's layer as an ONNX model: one node that reads X [T,B,F] and gives Y [T,1,B,H]. */
final class OnnxModel {
    private OnnxModel() {}

    static byte[] of(Row row) {
        var graph = new OnnxGraph(row.name(), row.subject().name())
                .input("X", row.steps(), row.batch(), row.hidden())
                .output("Y", row.steps(), 1, row.batch(), row.hidden())
                .attribute("hidden_size", row.hidden());
        if (row.subject() == Subject.GRU) {
            graph.attribute("linear_before_reset", 1); // reset after the product
        }
        weights(graph, row);
        return graph.bytes();
    }

    /** Carousel's gates i f g o are ONNX's i o f c, and r z n are z r h; the second bias is that of the state's product. */
    private static void weights(OnnxGraph graph, Row row) {
        var own = Tree.flatten(row.cell());
        boolean lstm = row.subject() == Subject.LSTM;
        int[] order = lstm ? new int[] {0, 3, 1, 2} : new int[] {1, 0, 2};
        int wide = order.length * row.hidden();
        var b = Layout.blocks(own.get("b"), order);
        var second = lstm
                ? Tensor.zeros(wide)
                : Tensor.concatColumns(Tensor.zeros(1, 2 * row.hidden()), matrix(own.get("bn")));
        var wx = Layout.transposed(Layout.blocks(own.get("wx"), order));
        var wh = Layout.transposed(Layout.blocks(own.get("wh"), order));
        graph.weight("W", wx.toArray(), 1, wide, row.hidden())
                .weight("R", wh.toArray(), 1, wide, row.hidden())
                .weight("B", Tensor.concatColumns(matrix(b), matrix(second)).toArray(), 1, 2 * wide);
    }

    private static Tensor matrix(Tensor vector) {
        return Tensor.of(vector.toArray(), 1, vector.size());
    }
}
