package carousel.decode;

import carousel.tensor.Step;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A model whose next symbol depends on the source and on all symbols before it, by a table of random numbers; it counts how
 * often it was asked to go on. Its state is the number of the prefix. Source i has i + 1 steps to look at.
 */
final class TinyModel implements Attentive<TinyModel.State> {
    static final int END = 1;

    private final long seed;
    private final int symbols;
    private final int[] numbers;
    private final float endless;
    int steps;
    int rows;

    record State(Tensor source, Tensor code) {}

    /** For sources of these numbers; {@code endless} is taken from the scores of the end. */
    TinyModel(long seed, int symbols, float endless, int... numbers) {
        this.seed = seed;
        this.symbols = symbols;
        this.endless = endless;
        this.numbers = numbers;
    }

    @Override
    public State start(int batch) {
        var sources = new float[batch];
        for (int r = 0; r < batch; r++) {
            sources[r] = numbers[r];
        }
        return new State(Tensor.of(sources, batch, 1), Tensor.zeros(batch, 1));
    }

    @Override
    public Tensor logits(State state) {
        var values = new float[state.code().rows() * symbols];
        for (int r = 0; r < state.code().rows(); r++) {
            var row = row((int) state.source().at(r, 0), (int) state.code().at(r, 0));
            System.arraycopy(row, 0, values, r * symbols, symbols);
        }
        return Tensor.of(values, state.code().rows(), symbols);
    }

    private float[] row(int source, int code) {
        var row = new float[symbols];
        for (int v = 0; v < symbols; v++) {
            row[v] = 3 * Step.uniform(Step.key(new Step(seed, source).key("tiny"), code, 0), v)
                    - (v == END ? endless : 0);
        }
        return row;
    }

    @Override
    public State advance(int[] written, State state) {
        steps++;
        rows += written.length;
        var codes = new float[written.length];
        for (int r = 0; r < codes.length; r++) {
            codes[r] = state.code().at(r, 0) * symbols + written[r] + 1;
        }
        return new State(state.source(), Tensor.of(codes, codes.length, 1));
    }

    @Override
    public float[][] attention(State state) {
        var weights = new float[state.code().rows()][];
        Arrays.setAll(
                weights,
                r -> look((int) state.source().at(r, 0), (int) state.code().at(r, 0)));
        return weights;
    }

    private float[] look(int source, int code) {
        var weights = new float[source + 1];
        float sum = 0;
        for (int j = 0; j < weights.length; j++) {
            weights[j] = Step.uniform(Step.key(new Step(seed, source).key("look"), code, 1), j);
            sum += weights[j];
        }
        for (int j = 0; j < weights.length; j++) {
            weights[j] /= sum;
        }
        return weights;
    }

    /** Every sequence that ends within so many symbols, with its probability and the sums of its looks. */
    record Whole(List<Integer> symbols, double logProbability, double[] looked) {

        double score(double alpha, double beta) {
            double coverage = 0;
            for (double seen : looked) {
                coverage += Math.log(Math.min(seen, 1));
            }
            return logProbability / Math.pow((5 + symbols.size() + 1) / 6.0, alpha) + beta * coverage;
        }
    }

    List<Whole> all(int source, int longest) {
        var found = new ArrayList<Whole>();
        extend(source, longest, new Whole(List.of(), 0, new double[source + 1]), 0, found);
        return found;
    }

    private void extend(int source, int left, Whole prefix, int code, List<Whole> found) {
        if (left == 0) {
            return;
        }
        var row = row(source, code);
        double all = 0;
        for (float score : row) {
            all += Math.exp(score);
        }
        var looked = prefix.looked().clone();
        var look = look(source, code);
        for (int j = 0; j < look.length; j++) {
            looked[j] += look[j];
        }
        for (int v = 0; v < symbols; v++) {
            double total = prefix.logProbability() + row[v] - Math.log(all);
            if (v == END) {
                found.add(new Whole(prefix.symbols(), total, looked));
            } else {
                var longer = new ArrayList<>(prefix.symbols());
                longer.add(v);
                extend(source, left - 1, new Whole(longer, total, looked), code * symbols + v + 1, found);
            }
        }
    }
}
