package carousel.cli.baseline;

import carousel.metric.Bootstrap;
import carousel.metric.SpanScores;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * What a system has done on each example, so that scores of any of them follow. Immutable as long as nobody writes into
 * the array.
 *
 * @param parts [n][parts] what a {@link Measure} adds up
 */
public record Tally(double[]... parts) {
    private static final Bootstrap BOOTSTRAP = Bootstrap.seed(1);

    /** Which examples have exactly the labels that are expected; their order does not count. */
    public static Tally hits(List<List<String>> expected, List<List<String>> said) {
        var parts = new double[expected.size()][];
        for (int i = 0; i < parts.length; i++) {
            boolean hit = new HashSet<>(expected.get(i)).equals(new HashSet<>(said.get(i)));
            parts[i] = new double[] {hit ? 1 : 0, 1};
        }
        return new Tally(parts);
    }

    /** How many tags of each sentence are right. */
    public static Tally tags(List<List<String>> expected, List<List<String>> said) {
        var parts = new double[expected.size()][2];
        for (int i = 0; i < parts.length; i++) {
            for (int t = 0; t < expected.get(i).size(); t++) {
                parts[i][0] += expected.get(i).get(t).equals(said.get(i).get(t)) ? 1 : 0;
                parts[i][1]++;
            }
        }
        return new Tally(parts);
    }

    /** How many spans of each sentence are found. */
    public static Tally spans(List<List<String>> expected, List<List<String>> said) {
        var parts = new double[expected.size()][];
        for (int i = 0; i < parts.length; i++) {
            var found = SpanScores.of(List.of(expected.get(i)), List.of(said.get(i)))
                    .overall();
            parts[i] = new double[] {found.correct(), found.found(), found.expected()};
        }
        return new Tally(parts);
    }

    /** How far numbers are off. */
    public static Tally squares(float[] expected, double... said) {
        var parts = new double[expected.length][];
        Arrays.setAll(parts, i -> new double[] {(said[i] - expected[i]) * (said[i] - expected[i]), 1});
        return new Tally(parts);
    }

    /** Log-probabilities of the symbols of a text, cut into stretches of neighbours: what is near is alike. */
    public static Tally stretches(int most, float... logProbabilities) {
        var parts = new double[Math.min(most, logProbabilities.length)][2];
        for (int i = 0; i < logProbabilities.length; i++) {
            var part = parts[(int) ((long) i * parts.length / logProbabilities.length)];
            part[0] -= logProbabilities[i];
            part[1]++;
        }
        return new Tally(parts);
    }

    /** The score of all examples. */
    double score(Measure measure) {
        var all = new int[parts.length];
        Arrays.setAll(all, i -> i);
        return score(measure, all);
    }

    private double score(Measure measure, int... examples) {
        var sums = new double[parts[0].length];
        for (int example : examples) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += parts[example][i];
            }
        }
        return measure.of(sums);
    }

    /** By how much this is better than another system on the same examples. */
    Bootstrap.Difference ahead(Tally other, Measure measure) {
        var first = measure.higherIsBetter() ? this : other;
        var second = measure.higherIsBetter() ? other : this;
        return BOOTSTRAP.scores(parts.length, ids -> first.score(measure, ids), ids -> second.score(measure, ids));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tally that && Arrays.deepEquals(parts, that.parts);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(parts);
    }
}
