package carousel.data.labelled;

import carousel.text.DataException;
import carousel.text.Decimal;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The labels of examples: counted, or read as numbers. Safe for many threads. */
public final class Labels {
    private Labels() {}

    /** How many examples have each label, in the order of the labels; a combination counts by itself. */
    public static SortedMap<String, Integer> counts(Labelled<? extends Item<?>> data) {
        var counts = new TreeMap<String, Integer>();
        data.examples().forEach(example -> counts.merge(example.label(), 1, Integer::sum));
        return Collections.unmodifiableSortedMap(counts);
    }

    /**
     * The label of every example as a number, for regression.
     *
     * @throws DataException with the line of the first label that is none
     */
    public static float[] numbers(Labelled<? extends Item<?>> data) {
        var numbers = new float[data.examples().size()];
        for (int i = 0; i < numbers.length; i++) {
            var example = data.examples().get(i);
            try {
                numbers[i] = Decimal.parse(example.label());
            } catch (DataException e) {
                throw new DataException(
                        "%s:%d: the label is to be a number, but %s; for names of classes train a classifier"
                                .formatted(data.name(), example.line(), e.getMessage()),
                        e);
            }
        }
        return numbers;
    }

    static String joined(List<String> labels) {
        return String.join(", ", labels);
    }

    static void check(List<String> labels, int line) {
        if (labels.contains("") || line < 1) {
            throw new IllegalArgumentException("example: labels " + labels + ", line " + line
                    + "; expected labels with at least a character each, and a line from 1 on");
        }
    }

    /** An order names every step once. */
    static void checkOrder(int steps, int... order) {
        var named = new boolean[steps];
        boolean right = order.length == steps;
        for (int i = 0; i < order.length && right; i++) {
            right = order[i] >= 0 && order[i] < steps && !named[order[i]];
            if (right) {
                named[order[i]] = true;
            }
        }
        if (!right) {
            throw new IllegalArgumentException("order: expected every number from 0 to " + (steps - 1) + " once");
        }
    }
}
