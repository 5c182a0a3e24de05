package carousel.metric.text;

import carousel.metric.Additive;
import carousel.text.Case;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * BLEU (Papineni et al. 2002): n-grams that a translation shares with its references. The numbers of sacreBLEU (Post 2018) with
 * its tokenisation 13a, which texts need not be prepared for. Immutable, safe for many threads.
 *
 * <pre>
 * p(n)  = Σ sentences matching n-grams / Σ sentences n-grams predicted,  each matching at most as often as in one reference
 * BP    = 1 where predictions are as long as references, else exp(1 - r / c);   c words predicted, r of the nearest references
 * BLEU  = 100 BP exp(Σ n = 1 … 4  log p(n) / 4)
 * </pre>
 *
 * <pre>{@code
 * var bleu = Bleu.standard();
 * bleu.corpus(predictions, references).value();              // 0 to 100
 * bleu.sentence(prediction, List.of(reference)).ofShort();   // of one sentence, which may have fewer than four words
 * }</pre>
 *
 * @param letters whether capital letters count
 * @param smoothing of precisions that are zero
 */
public record Bleu(Case letters, Smoothing smoothing) implements TextMetric<Bleu.Score> {
    private static final int ORDER = 4;

    /** As sacreBLEU does unless told otherwise: capital letters count, exponential smoothing. */
    public static Bleu standard() {
        return new Bleu(Case.KEEP, Smoothing.EXP);
    }

    public Bleu withLetters(Case letters) {
        return new Bleu(letters, smoothing);
    }

    public Bleu withSmoothing(Smoothing smoothing) {
        return new Bleu(letters, smoothing);
    }

    /** Says how the score was made, so that scores of different making are not compared. */
    public String signature(List<List<String>> references) {
        var counts = references.stream().map(List::size).distinct().toList();
        var smooth =
                smoothing == Smoothing.ADD_ONE ? "add-k[1]" : smoothing.name().toLowerCase(Locale.ROOT);
        return "carousel|nrefs:" + (counts.size() == 1 ? counts.getFirst() : "var") + "|case:"
                + (letters == Case.LOWER ? "lc" : "mixed") + "|eff:no|tok:13a|smooth:" + smooth;
    }

    @Override
    public Score none() {
        return new Score(smoothing, new long[2 * ORDER + 2]);
    }

    @Override
    public Score sentence(String prediction, List<String> references) {
        var words = words(prediction);
        var expected = references.stream().map(this::words).toList();
        var counts = new long[2 * ORDER + 2];
        for (int n = 1; n <= ORDER; n++) {
            counts[n - 1] = Grams.common(Grams.of(words, n), most(expected, n));
            counts[ORDER + n - 1] = Grams.count(words.size(), n);
        }
        counts[2 * ORDER] = words.size();
        counts[2 * ORDER + 1] = nearest(words.size(), expected);
        return new Score(smoothing, counts);
    }

    private List<String> words(String text) {
        return Mteval.words(Spaces.in(letters, text));
    }

    /** How often each n-gram stands in the reference that has most of it. */
    private static Map<List<String>, Integer> most(List<List<String>> references, int n) {
        var most = new HashMap<List<String>, Integer>();
        references.forEach(
                reference -> Grams.of(reference, n).forEach((gram, count) -> most.merge(gram, count, Math::max)));
        return most;
    }

    /** The length of the reference nearest in length; of two equally near, the shorter one's. */
    private static int nearest(int length, List<List<String>> references) {
        int nearest = references.getFirst().size();
        for (var reference : references) {
            int off = Math.abs(reference.size() - length) - Math.abs(nearest - length);
            if (off < 0 || (off == 0 && reference.size() < nearest)) {
                nearest = reference.size();
            }
        }
        return nearest;
    }

    /** Matches and lengths, of one sentence or of many. Immutable. */
    public static final class Score implements Additive<Score> {
        private final Smoothing smoothing;
        /** Matches for each n, n-grams for each n, words predicted, words of the nearest references. */
        private final long[] counts;

        private Score(Smoothing smoothing, long[] counts) {
            this.smoothing = smoothing;
            this.counts = counts;
        }

        @Override
        public Score plus(Score other) {
            var sum = counts.clone();
            Arrays.setAll(sum, i -> sum[i] + other.counts[i]);
            return new Score(smoothing, sum);
        }

        /** BLEU, 0 to 100; 0 where there are no four words in a row. */
        @Override
        public double value() {
            return value(ORDER);
        }

        /**
         * BLEU of what may be shorter than four words, a sentence for instance: the mean is over those lengths of n-grams that
         * occur (sacreBLEU's effective order).
         */
        public double ofShort() {
            int order = 0;
            while (order < ORDER && counts[ORDER + order] + more(order) > 0) {
                order++;
            }
            return value(order);
        }

        private double value(int order) {
            if (Arrays.stream(counts, 0, ORDER).sum() == 0) {
                return 0;
            }
            double logs = 0;
            for (double precision : precisions().subList(0, order)) {
                logs += Math.log(precision); // minus infinity makes the mean zero
            }
            return 100 * brevityPenalty() * Math.exp(logs / order);
        }

        /** p(1) to p(4), smoothed; 0 to 1, and 0 where nothing is that long. */
        public List<Double> precisions() {
            var precisions = new ArrayList<Double>();
            double part = 1;
            for (int n = 0; n < ORDER; n++) {
                double matches = counts[n] + more(n);
                double all = counts[ORDER + n] + more(n);
                if (matches == 0 && all > 0) {
                    part /= 2;
                    matches = instead(part);
                }
                precisions.add(all == 0 ? 0 : matches / all);
            }
            return precisions;
        }

        private int more(int n) {
            return smoothing == Smoothing.ADD_ONE && n > 0 ? 1 : 0;
        }

        private double instead(double part) {
            return switch (smoothing) {
                case EXP -> part;
                case FLOOR -> 0.1;
                case ADD_ONE, NONE -> 0;
            };
        }

        /** BP: below 1 where predictions are shorter than references. */
        public double brevityPenalty() {
            long predicted = predictedWords();
            long expected = expectedWords();
            return predicted >= expected ? 1 : predicted == 0 ? 0 : Math.exp(1 - (double) expected / predicted);
        }

        /** c. */
        public long predictedWords() {
            return counts[2 * ORDER];
        }

        /** r. */
        public long expectedWords() {
            return counts[2 * ORDER + 1];
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Score that && smoothing == that.smoothing && Arrays.equals(counts, that.counts);
        }

        @Override
        public int hashCode() {
            return 31 * smoothing.hashCode() + Arrays.hashCode(counts);
        }

        /** The line by which scores are reported, such as {@code BLEU = 48.53 82.4/50.0/45.5/37.5 (BP = 0.943 …)}. */
        @Override
        public String toString() {
            var percents = precisions().stream()
                    .map(precision -> String.format(Locale.ROOT, "%.1f", 100 * precision))
                    .toList();
            double ratio = expectedWords() == 0 ? 0 : (double) predictedWords() / expectedWords();
            return String.format(
                    Locale.ROOT,
                    "BLEU = %.2f %s (BP = %.3f ratio = %.3f hyp_len = %d ref_len = %d)",
                    value(),
                    String.join("/", percents),
                    brevityPenalty(),
                    ratio,
                    predictedWords(),
                    expectedWords());
        }
    }
}
