package carousel.decode;

import carousel.data.Lengths;
import carousel.data.TagOrder;
import carousel.tensor.ShapeException;
import carousel.tensor.Split;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The tag sequences with the highest scores (Viterbi 1967), the best or the best n (Forney 1973's list of survivors).
 *
 * <pre>
 * score(y) = start[y(1)] + Σ emissions[t, y(t)] + Σ transitions[y(t-1), y(t)] + end[y(T)]
 * best(t,j) = emissions[t,j] + max over i of best(t-1,i) + transitions[i,j]
 * </pre>
 *
 * <p>The scores may be those of a linear-chain random field, or logarithms of probabilities. Of equal scores the lower tag
 * wins, at the last step first, then at the step before it. Scores are summed in double. A sequence without steps has one
 * tagging, of score 0. Sequences are shared out over threads; immutable, safe for many threads.
 *
 * <pre>
 * var viterbi = Viterbi.of(transitions, start, end);
 * var path = viterbi.best(emissions, lengths).get(0);     // of the caller's sequence 0
 * path.tags();                                            // one for each step
 * </pre>
 *
 * @param transitions [K,K] the score of a tag (column) after another (row)
 * @param start [K] the score of a first tag
 * @param end [K] the score of a last tag
 * @param order which tags may follow which
 */
public record Viterbi(Tensor transitions, Tensor start, Tensor end, TagOrder order) {

    public Viterbi {
        int tags = order.tags();
        if (transitions.rows() != tags || transitions.columns() != tags || start.size() != tags || end.size() != tags) {
            throw new ShapeException(
                    "viterbi",
                    "transitions " + Arrays.toString(transitions.shape()) + ", start " + Arrays.toString(start.shape())
                            + ", end " + Arrays.toString(end.shape()),
                    "[K, K], [K] and [K] for K = " + tags + " tags");
        }
    }

    /**
     * A tag sequence. Immutable as long as nobody writes into the array.
     *
     * @param tags [T]
     * @param score of the sequence
     */
    public record Path(int[] tags, double score) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Path that && score == that.score && Arrays.equals(tags, that.tags);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(tags) + Double.hashCode(score);
        }

        @Override
        public String toString() {
            return Arrays.toString(tags) + " " + score;
        }
    }

    /** Tags in any order. */
    public static Viterbi of(Tensor transitions, Tensor start, Tensor end) {
        return new Viterbi(transitions, start, end, TagOrder.any(start.size()));
    }

    /**
     * The best path of each sequence, in the caller's order.
     *
     * @param emissions [N,K], packed
     */
    public List<Path> best(Tensor emissions, Lengths lengths) {
        return best(emissions, lengths, 1).stream().map(List::getFirst).toList();
    }

    /** The best n paths of each sequence, the best first, all of them where there are fewer; in the caller's order. */
    public List<List<Path>> best(Tensor emissions, Lengths lengths, int n) {
        if (n < 1) {
            throw new IllegalArgumentException("viterbi: expected 1 path or more, got " + n);
        }
        int tags = order.tags();
        if (emissions.rows() != lengths.rows() || emissions.columns() != tags) {
            throw new ShapeException(
                    "viterbi",
                    Arrays.toString(emissions.shape()),
                    "[" + lengths.rows() + ", " + tags + "], a row a step");
        }
        var rows = emissions.buffer();
        var found = new ArrayList<List<Path>>(IntStream.range(0, lengths.batch())
                .mapToObj(b -> List.<Path>of())
                .toList());
        long operations = (long) lengths.rows() * tags * tags * n;
        var scores = scores();
        Split.each(lengths.batch(), operations, () -> new Survivors(scores, n), (b, survivors) -> {
            var paths = survivors.paths(rows, lengths, b);
            if (paths.isEmpty()) {
                throw new IllegalArgumentException("viterbi: no path for sequence " + lengths.caller(b) + " of length "
                        + lengths.length(b) + "; expected an order that allows one, and scores that are numbers");
            }
            found.set(lengths.caller(b), paths);
        });
        return List.copyOf(found);
    }

    /** start [K], end [K] and transitions, a row for each tag after; -∞ where the order forbids. */
    record Scores(double[] start, double[] end, double[] into) {}

    private Scores scores() {
        int tags = order.tags();
        var scores = new Scores(new double[tags], new double[tags], new double[tags * tags]);
        for (int j = 0; j < tags; j++) {
            scores.start[j] = order.score(TagOrder.EDGE, j, start.buffer()[j]);
            scores.end[j] = order.score(j, TagOrder.EDGE, end.buffer()[j]);
            for (int i = 0; i < tags; i++) {
                scores.into[j * tags + i] = order.score(i, j, transitions.buffer()[i * tags + j]);
            }
        }
        return scores;
    }
}
