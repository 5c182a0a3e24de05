package carousel.metric.text;

import carousel.metric.Additive;
import carousel.metric.PrecisionRecall;
import carousel.text.Case;
import java.util.List;
import java.util.regex.Pattern;

/**
 * ROUGE (Lin 2004): what a summary shares with its reference, the mean of F1 over the texts. Words are runs of letters and digits,
 * lower-cased and not stemmed. Of several references the one with the best F1 counts. Immutable, safe for many threads.
 *
 * <pre>
 * ROUGE-N  precision = matching n-grams / n-grams predicted        recall = matching n-grams / n-grams of the reference
 * ROUGE-L  precision = words in common and in order / words predicted, recall likewise: the longest common subsequence
 * </pre>
 *
 * <pre>{@code
 * Rouge.TWO.corpus(summaries, references).value();   // 0 to 1
 * }</pre>
 */
public enum Rouge implements TextMetric<Rouge.Score> {
    /** Words. */
    ONE {
        @Override
        PrecisionRecall beside(List<String> predicted, List<String> expected) {
            return grams(1, predicted, expected);
        }
    },
    /** Pairs of words. */
    TWO {
        @Override
        PrecisionRecall beside(List<String> predicted, List<String> expected) {
            return grams(2, predicted, expected);
        }
    },
    /** Words in the same order. */
    LONGEST {
        @Override
        PrecisionRecall beside(List<String> predicted, List<String> expected) {
            return new PrecisionRecall(inOrder(predicted, expected), predicted.size(), expected.size());
        }
    };

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    abstract PrecisionRecall beside(List<String> predicted, List<String> expected);

    @Override
    public Score none() {
        return new Score(0, 0, 0, 0);
    }

    @Override
    public Score sentence(String prediction, List<String> references) {
        var words = words(prediction);
        var best = beside(words, words(references.getFirst()));
        for (var reference : references.subList(1, references.size())) {
            var found = beside(words, words(reference));
            best = found.f1() > best.f1() ? found : best;
        }
        return new Score(best.precision(), best.recall(), best.f1(), 1);
    }

    private static List<String> words(String text) {
        return Spaces.split(BETWEEN_WORDS.matcher(Spaces.in(Case.LOWER, text)).replaceAll(" "));
    }

    private static PrecisionRecall grams(int n, List<String> predicted, List<String> expected) {
        return new PrecisionRecall(
                Grams.common(Grams.of(predicted, n), Grams.of(expected, n)),
                Grams.count(predicted.size(), n),
                Grams.count(expected.size(), n));
    }

    /** How long the longest subsequence of both is, which may leave words out. */
    private static int inOrder(List<String> predicted, List<String> expected) {
        var row = new int[expected.size() + 1];
        for (var word : predicted) {
            int diagonal = 0;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                row[j] = word.equals(expected.get(j - 1)) ? diagonal + 1 : Math.max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return row[expected.size()];
    }

    /**
     * Sums over one text or many. Immutable.
     *
     * @param precisions the sum of precisions
     * @param recalls the sum of recalls
     * @param f1s the sum of F1
     * @param texts how many there are
     */
    public record Score(double precisions, double recalls, double f1s, long texts) implements Additive<Score> {

        @Override
        public Score plus(Score other) {
            return new Score(
                    precisions + other.precisions, recalls + other.recalls, f1s + other.f1s, texts + other.texts);
        }

        /** The mean of F1. */
        @Override
        public double value() {
            return texts == 0 ? 0 : f1s / texts;
        }

        /** The mean of precisions. */
        public double precision() {
            return texts == 0 ? 0 : precisions / texts;
        }

        /** The mean of recalls. */
        public double recall() {
            return texts == 0 ? 0 : recalls / texts;
        }
    }
}
