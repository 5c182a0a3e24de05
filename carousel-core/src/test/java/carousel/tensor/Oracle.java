package carousel.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.recurrent.Execution;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * The double oracle: the graph that a step recorded, evaluated and differentiated in double. Holds the analytic gradient in
 * double against the differences to either side in double, between which it lies (at a rectifier's kink they are two
 * slopes, elsewhere one), and the float gradient against the double one.
 */
public final class Oracle {
    private static final double DIFFERENCE = 1e-6;
    private static final double ROUNDING = 1e-4;
    private static final double WIDE = 1e-5;
    private static final double NARROW = 1e-7;
    private static final int MOST_DIFFERENCES = 60;

    private final List<Node.Applied> nodes;
    private final Tensor loss;
    private final Map<Tensor, double[]> values = new IdentityHashMap<>();
    private final Map<Tensor, double[]> gradients = new IdentityHashMap<>();
    private final Map<Tensor, double[]> weights = new LinkedHashMap<>();

    private Oracle(List<Node.Applied> nodes, Tensor loss) {
        this.nodes = nodes;
        this.loss = loss;
        for (var node : nodes) {
            for (var input : node.in()) {
                if (input.weight()) {
                    weights.computeIfAbsent(input, Oracle::doubles);
                }
            }
        }
    }

    /** Checks the gradients of a loss with respect to every weight it uses, without dropout. */
    public static void check(Supplier<Tensor> body) {
        check(Step.evaluation(), body);
    }

    /** Checks the gradients of a loss in a step. */
    public static void check(Step step, Supplier<Tensor> body) {
        var result = Tape.run(step, () -> Outcome.of(body.get()));
        Tape.record(step, () -> Execution.EAGER.call(body), (loss, nodes) -> {
            new Oracle(nodes, loss).compare(result.loss(), result.gradients());
            return null;
        });
    }

    private void compare(float floatLoss, Gradients floats) {
        assertThat(weights).as("weights under the loss").isNotEmpty();
        double exact = forward();
        assertThat((double) floatLoss).as("float loss").isCloseTo(exact, within(1e-4 * Math.max(1, Math.abs(exact))));
        backward();
        double largest = 0;
        for (var weight : weights.keySet()) {
            for (double g : gradients.get(weight)) {
                largest = Math.max(largest, Math.abs(g));
            }
        }
        for (var weight : weights.keySet()) {
            compareFloats(floats.of(weight).toArray(), gradients.get(weight), largest);
        }
        compareDifferences(largest);
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    private static void compareFloats(float[] floats, double[] doubles, double largest) {
        for (int i = 0; i < floats.length; i++) {
            assertThat((double) floats[i]).as("float gradient %d", i).isCloseTo(doubles[i], within(ROUNDING * largest));
        }
    }

    private void compareDifferences(double largest) {
        var random = new Random(1);
        double tolerance = DIFFERENCE * Math.max(1e-3, largest);
        double here = forward();
        for (var entry : weights.entrySet()) {
            var analytic = gradients.get(entry.getKey()).clone();
            var w = entry.getValue();
            for (int n = 0; n < Math.min(MOST_DIFFERENCES, w.length); n++) {
                int i = w.length <= MOST_DIFFERENCES ? n : random.nextInt(w.length);
                var slopes = slopes(w, i, here, WIDE);
                if (!slopes.hold(analytic[i], tolerance)) {
                    slopes = slopes(w, i, here, NARROW); // a kink beside the point is no kink at the point
                }
                assertThat(analytic[i])
                        .as("double gradient %d", i)
                        .isBetween(slopes.least() - tolerance, slopes.most() + tolerance);
            }
        }
    }

    /** The slopes to either side of a point. */
    private record Slopes(double least, double most) {
        boolean hold(double slope, double tolerance) {
            return slope >= least - tolerance && slope <= most + tolerance;
        }
    }

    private Slopes slopes(double[] w, int i, double here, double step) {
        double old = w[i];
        w[i] = old + step;
        double right = (forward() - here) / step;
        w[i] = old - step;
        double left = (here - forward()) / step;
        w[i] = old;
        return new Slopes(Math.min(left, right), Math.max(left, right));
    }

    private double forward() {
        values.clear();
        values.putAll(weights);
        for (var node : nodes) {
            values.put(node.out(), DoubleOps.forward(node.op(), node.in(), inputs(node, values), node.out()));
        }
        return values.get(loss)[0];
    }

    private void backward() {
        gradients.clear();
        gradients.computeIfAbsent(loss, t -> new double[t.size()])[0] = 1;
        for (var node : nodes.reversed()) {
            var dy = gradients.get(node.out());
            if (dy != null) {
                var dx = new double[node.in().length][];
                for (int i = 0; i < dx.length; i++) {
                    dx[i] = gradients.computeIfAbsent(node.in()[i], t -> new double[t.size()]);
                }
                DoubleOps.adjoint(
                        node.op(), node.in(), inputs(node, values), node.out(), values.get(node.out()), dy, dx);
            }
        }
        weights.keySet().forEach(weight -> gradients.computeIfAbsent(weight, t -> new double[t.size()]));
    }

    private static double[][] inputs(Node.Applied node, Map<Tensor, double[]> values) {
        var x = new double[node.in().length][];
        for (int i = 0; i < x.length; i++) {
            x[i] = values.computeIfAbsent(node.in()[i], Oracle::doubles);
        }
        return x;
    }

    private static double[] doubles(Tensor tensor) {
        var floats = tensor.toArray();
        var doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }
}
