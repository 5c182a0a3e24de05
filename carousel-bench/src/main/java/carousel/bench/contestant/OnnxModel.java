package carousel.bench.contestant;

import carousel.bench.onnx.OnnxGraph;
import carousel.bench.work.Row;
import carousel.bench.work.Subject;
import carousel.recurrent.layout.Layout;
import java.util.Arrays;

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
        Layout.ONNX.write(row.cell()).forEach((name, weight) -> {
            var shape = Arrays.stream(weight.shape()).asLongStream().toArray();
            graph.weight(name, weight.toArray(), shape);
        });
        return graph.bytes();
    }
}
