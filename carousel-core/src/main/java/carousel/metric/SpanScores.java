package carousel.metric;

import carousel.text.DataException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How well spans were found: one is correct when its type, its first and its last word are. The numbers of conlleval (Tjong Kim
 * Sang, Buchholz 2000), the script of the CoNLL shared tasks. Immutable, safe for many threads.
 *
 * <pre>{@code
 * var scores = SpanScores.of(gold, predicted);   // a list of tags for each sentence
 * scores.overall().f1();
 * scores.report();                               // as conlleval prints it
 * }</pre>
 *
 * @param types what was found of each type of span, sorted by its name
 * @param tokens how many words there are
 * @param correctTokens how many have the expected tag
 */
public record SpanScores(SortedMap<String, PrecisionRecall> types, long tokens, long correctTokens) {

    public SpanScores {
        types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
    }

    /**
     * Scores sentences, each a list of tags in any scheme that {@link Spans} reads.
     *
     * @throws DataException when there are not as many tags as expected, or one is no tag
     */
    public static SpanScores of(List<List<String>> expected, List<List<String>> predicted) {
        requireSizes("sentences", expected.size(), predicted.size());
        var sum = new SpanScores(new TreeMap<>(), 0, 0);
        for (int i = 0; i < expected.size(); i++) {
            requireSizes(
                    "tags in sentence " + i,
                    expected.get(i).size(),
                    predicted.get(i).size());
            try {
                sum = sum.plus(ofSentence(expected.get(i), predicted.get(i)));
            } catch (DataException e) {
                throw e.in("sentence " + i);
            }
        }
        return sum;
    }

    private static void requireSizes(String what, int expected, int predicted) {
        if (expected != predicted) {
            throw new DataException(predicted + " predicted " + what + "; expected " + expected);
        }
    }

    private static SpanScores ofSentence(List<String> expected, List<String> predicted) {
        var right = new HashSet<>(Spans.of(expected).spans());
        var counts = new TreeMap<String, long[]>(); // correct, found, expected
        for (var span : right) {
            counts.computeIfAbsent(span.type(), type -> new long[3])[2]++;
        }
        for (var span : Spans.of(predicted).spans()) {
            var count = counts.computeIfAbsent(span.type(), type -> new long[3]);
            count[0] += right.contains(span) ? 1 : 0;
            count[1]++;
        }
        var types = new TreeMap<String, PrecisionRecall>();
        counts.forEach((type, count) -> types.put(type, new PrecisionRecall(count[0], count[1], count[2])));
        int correct = 0;
        for (int t = 0; t < expected.size(); t++) {
            correct += expected.get(t).equals(predicted.get(t)) ? 1 : 0;
        }
        return new SpanScores(types, expected.size(), correct);
    }

    /** The scores of both: of one sentence after another, or of some sentences drawn again. */
    public SpanScores plus(SpanScores other) {
        var sum = new TreeMap<>(types);
        other.types.forEach((type, found) -> sum.merge(type, found, PrecisionRecall::plus));
        return new SpanScores(sum, tokens + other.tokens, correctTokens + other.correctTokens);
    }

    /** Spans of all types together. */
    public PrecisionRecall overall() {
        return types.values().stream().reduce(PrecisionRecall.NONE, PrecisionRecall::plus);
    }

    /** Words with the expected tag, of all. */
    public double accuracy() {
        return tokens == 0 ? 0 : (double) correctTokens / tokens;
    }

    /** The lines that conlleval prints, number for number, without the last line's end. */
    public String report() {
        var all = overall();
        var report = new StringBuilder("processed " + tokens + " tokens with " + all.expected() + " phrases; found: "
                + all.found() + " phrases; correct: " + all.correct() + ".");
        if (tokens > 0) {
            report.append("\naccuracy: ")
                    .append(percent(percent(correctTokens, tokens)))
                    .append("%; ");
            report.append(rates(all));
        }
        types.forEach((type, found) -> report.append("\n%17s: ".formatted(type))
                .append(rates(found))
                .append("  ")
                .append(found.found()));
        return report.toString();
    }

    /** In conlleval's order of arithmetic, so that the last digit is its own. */
    private static String rates(PrecisionRecall rates) {
        double precision = percent(rates.correct(), rates.found());
        double recall = percent(rates.correct(), rates.expected());
        double f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
        return "precision: " + percent(precision) + "%; recall: " + percent(recall) + "%; FB1: " + percent(f1);
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    /** As C's printf rounds: the exact binary value, halves to even. */
    private static String percent(double value) {
        return "%6s"
                .formatted(new BigDecimal(value)
                        .setScale(2, RoundingMode.HALF_EVEN)
                        .toPlainString());
    }
}
