package carousel.metric;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A {@link Confusion} as text. */
final class ConfusionText {
    private static final int WIDTH = 120;
    private static final int LONGEST_NAME = 24;

    private ConfusionText() {}

    /**
     * <pre>
     * expected \ predicted   0   1   2
     *                0 cat  12   .   3
     *                1 dog   1  20   .
     *                2 cow   .   .   7
     * </pre>
     */
    static String table(Confusion confusion) {
        int classes = confusion.labels().size();
        var names = names(confusion, "expected \\ predicted");
        int cell = 2
                + Math.max(
                        digits(classes - 1),
                        digits(Arrays.stream(confusion.counts()).max().orElse(0)));
        int columns = Math.max(1, (WIDTH - names[0].length()) / cell);
        return IntStream.iterate(0, from -> from < classes, from -> from + columns)
                .mapToObj(from -> block(confusion, names, from, Math.min(classes, from + columns), cell))
                .collect(Collectors.joining("\n\n"));
    }

    private static String block(Confusion confusion, String[] names, int from, int to, int cell) {
        var lines = new StringBuilder(names[0]);
        IntStream.range(from, to).forEach(j -> lines.append(right(String.valueOf(j), cell)));
        for (int i = 0; i < confusion.labels().size(); i++) {
            lines.append('\n').append(names[i + 1]);
            for (int j = from; j < to; j++) {
                long count = confusion.count(i, j);
                lines.append(right(count == 0 ? "." : String.valueOf(count), cell));
            }
        }
        return lines.toString();
    }

    /**
     * <pre>
     *         class  precision  recall      F1  support
     *         0 cat     0.9231  0.8000  0.8571       15
     *         …
     *      accuracy                     0.9070       43
     *      macro F1                     0.9008       43
     *   weighted F1                     0.9069       43
     * </pre>
     */
    static String report(Confusion confusion) {
        var names = names(confusion, "weighted F1");
        int width = names[0].length();
        var lines = new StringBuilder(right("class", width)).append("  precision  recall      F1  support");
        for (int k = 0; k < confusion.labels().size(); k++) {
            var of = confusion.of(k);
            lines.append(String.format(
                    Locale.ROOT,
                    "%n%s  %9.4f  %6.4f  %6.4f  %7d",
                    names[k + 1],
                    of.precision(),
                    of.recall(),
                    of.f1(),
                    of.expected()));
        }
        mean(lines, right("accuracy", width), confusion.accuracy(), confusion.total());
        mean(lines, right("macro F1", width), confusion.macroF1(), confusion.total());
        mean(lines, right("weighted F1", width), confusion.weightedF1(), confusion.total());
        return lines.toString().replace(System.lineSeparator(), "\n");
    }

    private static void mean(StringBuilder lines, String name, double mean, long support) {
        lines.append(String.format(Locale.ROOT, "\n%s  %9s  %6s  %6.4f  %7d", name, "", "", mean, support));
    }

    /** A title and, for each class, its number and name, all of the same width. */
    private static String[] names(Confusion confusion, String title) {
        int digits = digits(confusion.labels().size() - 1);
        var names = new String[confusion.labels().size() + 1];
        names[0] = title;
        for (int k = 1; k < names.length; k++) {
            names[k] = right(String.valueOf(k - 1), digits) + " "
                    + shortened(confusion.labels().get(k - 1));
        }
        int width = Arrays.stream(names).mapToInt(String::length).max().orElse(0);
        Arrays.setAll(names, k -> right(names[k], width));
        return names;
    }

    private static String shortened(String label) {
        return label.length() <= LONGEST_NAME ? label : label.substring(0, LONGEST_NAME - 1) + "…";
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static int digits(long number) {
        return String.valueOf(number).length();
    }
}
