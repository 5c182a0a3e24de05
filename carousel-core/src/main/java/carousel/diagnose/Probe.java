package carousel.diagnose;

import carousel.data.Lengths;
import carousel.kernel.Unary;
import carousel.layer.Chain;
import carousel.layer.Sequence;
import carousel.layer.SequenceLayer;
import carousel.layer.Spectrum;
import carousel.recurrent.Bidirectional;
import carousel.recurrent.Causal;
import carousel.recurrent.Noisy;
import carousel.recurrent.Recurrent;
import carousel.recurrent.Reordered;
import carousel.recurrent.Stacked;
import carousel.recurrent.WeightDrop;
import carousel.tensor.Gradients;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Reads sequences of equal length with recurrent layers, step by step, and looks at states, gates and gradients.
 *
 * <pre>
 * Diagnosis d = Probe.of(model.rnn(), inputs, last -&gt; loss(last));
 * </pre>
 */
public final class Probe {
    /** The largest state whose Jacobian's eigenvalues are computed. */
    public static final int MOST_EIGENVALUES = 512;

    private static final float HARDLY = 1e-3f;
    private static final float BOUND = 0.99f;
    private static final double ALMOST_ALWAYS = 0.9;

    private final Sequence input;
    private final Lengths lengths;
    private final int batch;
    private final int steps;
    private final List<Diagnosis.Layer> found = new ArrayList<>();

    private Probe(Sequence input) {
        this.input = input;
        this.lengths = input.lengths();
        this.batch = lengths.batch();
        this.steps = lengths.steps();
        if (batch == 0 || lengths.rows() != batch * steps || steps == 0) {
            throw new IllegalArgumentException("diagnosis: " + lengths + "; expected sequences of equal length");
        }
    }

    /**
     * The diagnosis of some layers.
     *
     * @param input sequences of equal length
     * @param loss of the outputs [B,H] after the last step, as a sum over the sequences
     */
    public static Diagnosis of(Causal layers, Sequence input, UnaryOperator<Tensor> loss) {
        var probe = new Probe(input);
        probe.read(layers, input);
        return Diagnosis.of(probe.gradient(layers, loss), probe.found);
    }

    /**
     * The diagnosis of layers of any kind, each recurrent one by itself: without gradients by lag.
     *
     * @param input sequences of equal length
     */
    public static Diagnosis of(SequenceLayer layers, Sequence input) {
        var probe = new Probe(input);
        probe.read(layers, input);
        if (probe.found.isEmpty()) {
            throw new IllegalArgumentException("diagnosis: no recurrent layers; expected some to look at");
        }
        return Diagnosis.of(new double[0], probe.found);
    }

    /** A tensor of zeros is added to each tensor of each state: its gradient is the state's. */
    private double[] gradient(Causal layers, UnaryOperator<Tensor> loss) {
        var probes = new ArrayList<List<Tensor>>();
        try (var gradients = Tape.run(Step.evaluation(), () -> {
                    var state = layers.start(batch);
                    for (int t = 0; t < steps; t++) {
                        var here = new ArrayList<Tensor>();
                        probes.add(here);
                        state = Tree.map(layers.step(input.step(t), state), tensor -> {
                            here.add(Tensor.weight(new float[tensor.size()], tensor.shape()));
                            return tensor.plus(here.getLast());
                        });
                    }
                    return Outcome.of(loss.apply(layers.output(state)));
                })
                .gradients()) {
            return probes.reversed().stream()
                    .mapToDouble(here -> norm(here, gradients))
                    .toArray();
        }
    }

    private double norm(List<Tensor> probes, Gradients gradients) {
        double sum = 0;
        for (var probe : probes) {
            double norm = gradients.norm(probe);
            sum += norm * norm;
        }
        return Math.sqrt(sum / batch);
    }

    /** Looks at every recurrent layer that reads a sequence, and tells what comes out. */
    private Sequence read(SequenceLayer layer, Sequence below) {
        return switch (layer) {
            case Causal layers -> {
                var read = below;
                for (var each : recurrent(layers)) {
                    read = read(each, "", read);
                }
                yield read;
            }
            case Bidirectional both -> {
                read(both.forward(), " forward", below);
                read(both.backward(), " backward", below.map(rows -> rows.gather(lengths.reversal())));
                yield both.apply(below);
            }
            case Reordered other -> new Reordered(inner -> read(other.layer(), inner), other.reading()).apply(below);
            case Chain chain -> {
                var read = below;
                for (var each : chain.layers()) {
                    read = read(each, read);
                }
                yield read;
            }
            default -> layer.apply(below);
        };
    }

    private Sequence read(Recurrent layer, String direction, Sequence below) {
        var reading = new Reading(layer, below);
        found.add(reading.layer(direction));
        return new Sequence(reading.outputs(), lengths);
    }

    /** The layers of a stack, without what disturbs them while they learn. */
    private static List<Recurrent> recurrent(Causal layers) {
        return switch (layers) {
            case Recurrent layer -> List.of(layer);
            case Noisy layer -> List.of(Recurrent.of(layer.noise().expected(layer.cell())));
            case WeightDrop layer -> recurrent(layer.layer());
            case Stacked stack ->
                stack.layers().stream()
                        .flatMap(layer -> recurrent(layer).stream())
                        .toList();
            default ->
                throw new IllegalArgumentException("diagnosis: "
                        + layers.getClass().getSimpleName() + "; expected recurrent layers or stacks of them");
        };
    }

    /** One layer on its way through the sequences. */
    private final class Reading {
        private final Recurrent layer;
        private final Sequence below;
        private final GateNames names;
        private final List<Tensor> outputs = new ArrayList<>();
        private final List<Activity> gates = new ArrayList<>();
        private Causal.State middle;

        Reading(Recurrent layer, Sequence below) {
            this.layer = layer;
            this.below = below;
            this.names = GateNames.of(layer.cell());
            var state = Tree.map(layer.start(batch), Tensor::detached);
            for (int t = 0; t < steps; t++) {
                if (t == steps / 2) {
                    middle = Tree.map(state, tensor -> tensor.rows(0, 1).detached());
                }
                state = step(below.step(t), state);
                outputs.add(layer.output(state).detached());
            }
        }

        private Causal.State step(Tensor x, Causal.State state) {
            var seen = new ArrayList<Tensor>();
            var next = Tape.watch(() -> layer.step(x, state), Unary.SIGMOID, seen::add);
            var parts = names.parts(seen);
            while (gates.size() < parts.size()) {
                gates.add(new Activity());
            }
            for (int i = 0; i < parts.size(); i++) {
                gates.get(i).add(parts.get(i));
            }
            return next;
        }

        Tensor outputs() {
            return Tensor.concatRows(outputs.toArray(Tensor[]::new));
        }

        Diagnosis.Layer layer(String direction) {
            int units = outputs.getFirst().columns();
            int dead = 0;
            int saturated = 0;
            for (int u = 0; u < units; u++) {
                float least = Float.POSITIVE_INFINITY;
                float most = Float.NEGATIVE_INFINITY;
                int bound = 0;
                for (var output : outputs) {
                    for (int b = 0; b < batch; b++) {
                        float value = output.at(b, u);
                        least = Math.min(least, value);
                        most = Math.max(most, value);
                        bound += Math.abs(value) > BOUND && Math.abs(value) <= 1 ? 1 : 0;
                    }
                }
                dead += most - least < HARDLY ? 1 : 0;
                saturated += bound > ALMOST_ALWAYS * steps * batch ? 1 : 0;
            }
            var activities = new ArrayList<Diagnosis.Gate>();
            for (int i = 0; i < gates.size(); i++) {
                activities.add(gates.get(i).gate(names.name(i)));
            }
            return new Diagnosis.Layer(names.cell() + direction, units, dead, saturated, radius(), activities);
        }

        /** As many rows as the state has numbers, each of which asks for the gradient of one of them. */
        private double radius() {
            int size = Tree.leaves(middle).stream().mapToInt(Tensor::size).sum();
            if (size > MOST_EIGENVALUES) {
                return Double.NaN;
            }
            var x = below.step(steps / 2).gather(new int[size]).detached();
            var before = Tree.map(middle, tensor -> tensor.gather(new int[size]).toWeight());
            try (var gradients = Tape.rows(
                    () -> Tensor.concatColumns(
                            Tree.leaves(layer.step(x, before)).toArray(Tensor[]::new)),
                    (w, right, rows, dy) -> {})) {
                var rows = Tree.leaves(before).stream().map(gradients::of).toArray(Tensor[]::new);
                var derivative = Tensor.concatColumns(rows);
                return finite(derivative.toArray()) ? Spectrum.of(derivative).radius() : Double.NaN;
            }
        }

        private static boolean finite(float... values) {
            for (float value : values) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The values of one gate so far. */
    private static final class Activity {
        private double sum;
        private long closed;
        private long open;
        private long count;

        void add(Tensor values) {
            for (float value : values.toArray()) {
                sum += value;
                closed += value < 0.1f ? 1 : 0;
                open += value > 0.9f ? 1 : 0;
                count++;
            }
        }

        Diagnosis.Gate gate(String name) {
            return new Diagnosis.Gate(name, sum / count, (double) closed / count, (double) open / count);
        }
    }
}
