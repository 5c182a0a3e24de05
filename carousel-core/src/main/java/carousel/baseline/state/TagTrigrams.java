package carousel.baseline.state;

import carousel.baseline.TaggedWords;
import java.util.List;

/**
 * How likely a tag is after the two before it: relative frequencies after two, one and no tags, mixed by deleted
 * interpolation (Jelinek, Mercer 1980, in the form of Brants 2000). Tag K stands before the first word and behind the last.
 * Immutable.
 *
 * <pre>
 * p(t | r s) = λ1 f(t) + λ2 f(t | s) + λ3 f(t | r s)      f of a history that was never seen: as after the shorter one
 * </pre>
 */
final class TagTrigrams {
    private final double[][][] three; // [K+1,K+1,K+1] how often
    private final double[][] two;
    private final double[][] afterTwo;
    private final double[] one;
    private final double[] afterOne;
    private final double[] lambda = new double[3];
    private double all;

    private TagTrigrams(int tags) {
        three = new double[tags][tags][tags];
        two = new double[tags][tags];
        afterTwo = new double[tags][tags];
        one = new double[tags];
        afterOne = new double[tags];
    }

    static TagTrigrams of(int tags, List<TaggedWords> sentences) {
        var trigrams = new TagTrigrams(tags + 1);
        for (var sentence : sentences) {
            int r = tags;
            int s = tags;
            for (int i = 0; i <= sentence.tags().length; i++) {
                int t = i < sentence.tags().length ? sentence.tags()[i] : tags;
                trigrams.add(r, s, t);
                r = s;
                s = t;
            }
        }
        trigrams.weigh();
        return trigrams;
    }

    private void add(int r, int s, int t) {
        three[r][s][t]++;
        afterTwo[r][s]++;
        two[s][t]++;
        afterOne[s]++;
        one[t]++;
        all++;
    }

    /** Each trigram votes for the length of history that would have foretold it best, had it not been there itself. */
    private void weigh() {
        for (int r = 0; r < one.length; r++) {
            for (int s = 0; s < one.length; s++) {
                for (int t = 0; t < one.length; t++) {
                    double f3 = without(three[r][s][t], afterTwo[r][s]);
                    double f2 = without(two[s][t], afterOne[s]);
                    double f1 = without(one[t], all);
                    int longest = f3 >= Math.max(f2, f1) ? 2 : f2 >= f1 ? 1 : 0;
                    lambda[longest] += three[r][s][t] / all;
                }
            }
        }
    }

    private static double without(double count, double of) {
        return of > 1 ? (count - 1) / (of - 1) : 0;
    }

    /** log p(t | r s) for all r, s and t [K+1,K+1,K+1]. */
    double[][][] logs() {
        var logs = new double[one.length][one.length][one.length];
        for (int r = 0; r < one.length; r++) {
            for (int s = 0; s < one.length; s++) {
                for (int t = 0; t < one.length; t++) {
                    double f1 = one[t] / all;
                    double f2 = afterOne[s] > 0 ? two[s][t] / afterOne[s] : f1;
                    double f3 = afterTwo[r][s] > 0 ? three[r][s][t] / afterTwo[r][s] : f2;
                    logs[r][s][t] = StrictMath.log(lambda[0] * f1 + lambda[1] * f2 + lambda[2] * f3);
                }
            }
        }
        return logs;
    }
}
