package carousel;

import carousel.data.TagOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Every tag sequence of one length under the scores of a chain, by enumeration in double: what sums and maxima over all of
 * them must equal.
 *
 * @param emissions [T][K]
 * @param transitions [K][K]
 */
public record Taggings(double[][] emissions, double[][] transitions, double[] start, double[] end, TagOrder order) {

    /** Those that the order allows: first by their last tag, then by the one before it. */
    public List<int[]> all() {
        int steps = emissions.length;
        int tags = order.tags();
        var all = new ArrayList<int[]>();
        for (int code = 0; code < Math.round(Math.pow(tags, steps)); code++) {
            var sequence = new int[steps];
            for (int t = 0, rest = code; t < steps; t++, rest /= tags) {
                sequence[t] = rest % tags;
            }
            if (allowed(sequence)) {
                all.add(sequence);
            }
        }
        return all;
    }

    public boolean allowed(int... sequence) {
        boolean allowed = true;
        for (int t = 0; t <= sequence.length && sequence.length > 0; t++) {
            allowed &= order.allows(
                    t == 0 ? TagOrder.EDGE : sequence[t - 1], t == sequence.length ? TagOrder.EDGE : sequence[t]);
        }
        return allowed;
    }

    public double score(int... sequence) {
        double score = 0;
        for (int t = 0; t < sequence.length; t++) {
            score += emissions[t][sequence[t]];
            score += t == 0 ? start[sequence[t]] : transitions[sequence[t - 1]][sequence[t]];
            score += t == sequence.length - 1 ? end[sequence[t]] : 0;
        }
        return score;
    }

    public double logPartition() {
        double greatest = all().stream().mapToDouble(this::score).max().orElse(Double.NEGATIVE_INFINITY);
        return greatest
                + Math.log(all().stream()
                        .mapToDouble(sequence -> Math.exp(score(sequence) - greatest))
                        .sum());
    }

    /** [T][K]. */
    public double[][] marginals() {
        var marginals = new double[emissions.length][order.tags()];
        double logPartition = logPartition();
        for (var sequence : all()) {
            for (int t = 0; t < sequence.length; t++) {
                marginals[t][sequence[t]] += Math.exp(score(sequence) - logPartition);
            }
        }
        return marginals;
    }

    /** How often one tag is expected to follow another: [K][K]. */
    public double[][] expectedTransitions() {
        var counts = new double[order.tags()][order.tags()];
        double logPartition = logPartition();
        for (var sequence : all()) {
            for (int t = 1; t < sequence.length; t++) {
                counts[sequence[t - 1]][sequence[t]] += Math.exp(score(sequence) - logPartition);
            }
        }
        return counts;
    }
}
