package carousel.bench.golden;

import carousel.bench.onnx.OnnxGraph;
import carousel.bench.onnx.OnnxSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * What ONNX Runtime computes, in 32 bits: the operators RNN, LSTM and GRU over ragged sequences, in one direction from a
 * state that is not zero, in both from zeros. Names and shapes are those of ONNX.
 */
final class OnnxFixtures {
    private static final int FEATURES = 5;
    private static final int HIDDEN = 6;
    private static final int[] LENGTHS = {4, 6, 1, 4};
    private static final int BATCH = LENGTHS.length;
    private static final int STEPS = 6;

    private OnnxFixtures() {}

    /**
     * An operator.
     *
     * @param gates blocks of rows of its weights
     * @param states how many tensors it hands on
     * @param peepholes vectors from the content to gates
     * @param directions 1 or 2
     */
    private record Operator(String name, int gates, int states, int peepholes, int directions) {}

    static List<Fixture> all() {
        var rnn = new Operator("RNN", 1, 1, 0, 1);
        var gru = new Operator("GRU", 3, 1, 0, 1);
        return List.of(
                fixture("onnx-rnn-tanh", rnn, graph -> graph.words("activations", "Tanh")),
                fixture("onnx-rnn-relu", rnn, graph -> graph.words("activations", "Relu")),
                fixture("onnx-lstm", new Operator("LSTM", 4, 2, 0, 1), graph -> {}),
                fixture("onnx-lstm-peephole", new Operator("LSTM", 4, 2, 3, 1), graph -> {}),
                fixture(
                        "onnx-lstm-coupled",
                        new Operator("LSTM", 4, 2, 0, 1),
                        graph -> graph.attribute("input_forget", 1)),
                fixture("onnx-lstm-bidirectional", new Operator("LSTM", 4, 2, 3, 2), graph -> {}),
                fixture("onnx-gru", gru, graph -> graph.attribute("linear_before_reset", 1)),
                fixture("onnx-gru-reset-before", gru, graph -> graph.attribute("linear_before_reset", 0)),
                fixture(
                        "onnx-gru-bidirectional",
                        new Operator("GRU", 3, 1, 0, 2),
                        graph -> graph.attribute("linear_before_reset", 1)));
    }

    private static Fixture fixture(String name, Operator operator, Consumer<OnnxGraph> attributes) {
        int d = operator.directions;
        int wide = operator.gates * HIDDEN;
        var graph = new OnnxGraph(name, operator.name).attribute("hidden_size", HIDDEN);
        attributes.accept(graph);
        if (d == 2) {
            graph.attribute("direction", "bidirectional");
        }
        var drawn = new Drawn(new Fixture(name, "onnxruntime", version()), graph);
        var x = floats(drawn.fixture.drawn("X", 2, STEPS, BATCH, FEATURES));
        graph.input("X", STEPS, BATCH, FEATURES);
        drawn.weight("W", 0.6, d, wide, FEATURES);
        drawn.weight("R", 0.6, d, wide, HIDDEN);
        drawn.weight("B", 0.6, d, 2 * wide);
        drawn.lengths();
        first(drawn, operator);
        if (operator.peepholes > 0) {
            drawn.weight("P", 0.6, d, operator.peepholes * HIDDEN);
        }
        run(drawn, operator, x);
        return drawn.fixture;
    }

    /** The first states of one direction; both directions begin with zeros. */
    private static void first(Drawn drawn, Operator operator) {
        for (var state : List.of("initial_h", "initial_c").subList(0, operator.states)) {
            if (operator.directions == 1) {
                drawn.weight(state, 0.9, 1, BATCH, HIDDEN);
            } else {
                drawn.graph.absent();
            }
        }
    }

    private static void run(Drawn drawn, Operator operator, float... x) {
        int d = operator.directions;
        var names = new ArrayList<String>();
        drawn.graph.output("Y", STEPS, d, BATCH, HIDDEN);
        for (var state : List.of("Y_h", "Y_c").subList(0, operator.states)) {
            drawn.graph.output(state, d, BATCH, HIDDEN);
            names.add(state);
        }
        try (var session = new OnnxSession(drawn.graph.bytes(), 1)) {
            drawn.fixture.put("Y", doubles(session.run("Y", x, STEPS, BATCH, FEATURES)), STEPS, d, BATCH, HIDDEN);
            for (var state : names) {
                drawn.fixture.put(state, doubles(session.run(state, x, STEPS, BATCH, FEATURES)), d, BATCH, HIDDEN);
            }
        }
    }

    /** Draws inputs and makes them part of the model. */
    private record Drawn(Fixture fixture, OnnxGraph graph) {

        void weight(String name, double bound, long... shape) {
            graph.weight(name, floats(fixture.drawn(name, bound, shape)), shape);
        }

        void lengths() {
            var lengths = new double[BATCH];
            Arrays.setAll(lengths, b -> LENGTHS[b]);
            fixture.put("sequence_lens", lengths, BATCH);
            graph.whole("sequence_lens", LENGTHS);
        }
    }

    private static String version() {
        return "com.microsoft.onnxruntime:onnxruntime:" + OnnxSession.version();
    }

    private static float[] floats(double... values) {
        var floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static double[] doubles(float... values) {
        var doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }
}
