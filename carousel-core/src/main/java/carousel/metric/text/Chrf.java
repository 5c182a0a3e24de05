package carousel.metric.text;

import carousel.metric.Additive;
import carousel.text.Case;
import carousel.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * chrF (Popović 2015) and chrF++ (Popović 2017): runs of characters, white space left out, that a translation shares with its
 * reference, and with ++ runs of words as well. The numbers of sacreBLEU. Immutable, safe for many threads.
 *
 * <pre>
 * P = mean over n of matching n-grams / n-grams predicted      R = mean over n of matching n-grams / n-grams of the reference
 * chrF = 100 (1 + β²) P R / (β² P + R)
 * </pre>
 *
 * n-grams of sentences are added up before they are divided, lengths n of which there are none are left out of the means, and of
 * several references a sentence is beside that which gives it the best chrF.
 *
 * <pre>{@code
 * Chrf.standard().corpus(predictions, references).value();   // chrF2
 * Chrf.plusPlus().corpus(predictions, references).value();   // chrF2++
 * }</pre>
 *
 * @param characters the longest runs of characters
 * @param words the longest runs of words; 0 for none
 * @param beta how many times more recall counts than precision
 * @param letters whether capital letters count
 */
public record Chrf(int characters, int words, double beta, Case letters) implements TextMetric<Chrf.Score> {
    /** What stands for itself at either end of a word. */
    private static final String SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    public Chrf {
        if (characters < 1 || words < 0 || !(beta > 0)) {
            throw new IllegalArgumentException("chrF: runs of " + characters + " characters and " + words
                    + " words, beta " + beta + "; expected 1 or more, 0 or more, and above 0");
        }
    }

    /** chrF2: six characters, no words. */
    public static Chrf standard() {
        return new Chrf(6, 0, 2, Case.KEEP);
    }

    /** chrF2++: six characters, two words. */
    public static Chrf plusPlus() {
        return new Chrf(6, 2, 2, Case.KEEP);
    }

    public Chrf withLetters(Case letters) {
        return new Chrf(characters, words, beta, letters);
    }

    @Override
    public Score none() {
        return new Score(beta, new long[3 * (characters + words)]);
    }

    @Override
    public Score sentence(String prediction, List<String> references) {
        var predicted = Spaces.split(Spaces.in(letters, prediction));
        var scores = references.stream()
                .map(reference -> beside(predicted, Spaces.split(Spaces.in(letters, reference))))
                .toList();
        var best = scores.getFirst();
        for (var score : scores) {
            best = score.value() > best.value() ? score : best;
        }
        return best;
    }

    private Score beside(List<String> predicted, List<String> expected) {
        var counts = new long[3 * (characters + words)];
        count(
                counts,
                0,
                characters,
                Words.characters(String.join("", predicted)),
                Words.characters(String.join("", expected)));
        count(counts, characters, words, signsApart(predicted), signsApart(expected));
        return new Score(beta, counts);
    }

    private static void count(long[] counts, int from, int longest, List<String> predicted, List<String> expected) {
        for (int n = 1; n <= longest; n++) {
            int at = 3 * (from + n - 1);
            counts[at + 1] = Grams.count(expected.size(), n);
            counts[at] = Grams.count(predicted.size(), n);
            counts[at + 2] = Grams.common(Grams.of(predicted, n), Grams.of(expected, n));
        }
    }

    /** One sign is cut off each word: its last, or if that is none, its first. */
    private static List<String> signsApart(List<String> words) {
        var apart = new ArrayList<String>();
        for (var word : words) {
            int last = word.length() - 1;
            int cut = SIGNS.indexOf(word.charAt(last)) >= 0 ? last : SIGNS.indexOf(word.charAt(0)) >= 0 ? 1 : 0;
            if (cut > 0 && word.codePointCount(0, word.length()) > 1) {
                apart.add(word.substring(0, cut));
                apart.add(word.substring(cut));
            } else {
                apart.add(word);
            }
        }
        return apart;
    }

    /** n-grams of one sentence or of many. Immutable. */
    public static final class Score implements Additive<Score> {
        private final double beta;
        /** For each n: predicted, expected, matching. */
        private final long[] counts;

        private Score(double beta, long[] counts) {
            this.beta = beta;
            this.counts = counts;
        }

        @Override
        public Score plus(Score other) {
            var sum = counts.clone();
            Arrays.setAll(sum, i -> sum[i] + other.counts[i]);
            return new Score(beta, sum);
        }

        /** chrF, 0 to 100. */
        @Override
        public double value() {
            double precision = precision();
            double recall = recall();
            double square = beta * beta;
            return precision + recall == 0
                    ? 0
                    : 100 * (1 + square) * precision * recall / (square * precision + recall);
        }

        /** P. */
        public double precision() {
            return mean(0);
        }

        /** R. */
        public double recall() {
            return mean(1);
        }

        private double mean(int whole) {
            double sum = 0;
            int orders = 0;
            for (int at = 0; at < counts.length; at += 3) {
                if (counts[at] > 0 && counts[at + 1] > 0) {
                    sum += (double) counts[at + 2] / counts[at + whole];
                    orders++;
                }
            }
            return orders == 0 ? 0 : sum / orders;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Score that && beta == that.beta && Arrays.equals(counts, that.counts);
        }

        @Override
        public int hashCode() {
            return 31 * Double.hashCode(beta) + Arrays.hashCode(counts);
        }

        /** Such as {@code chrF = 59.73}. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "chrF = %.2f", value());
        }
    }
}
