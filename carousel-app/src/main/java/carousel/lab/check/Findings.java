package carousel.lab.check;

import java.util.ArrayList;
import java.util.List;

/** What a check has found so far. One thread at a time. */
public final class Findings {
    private final List<Figure> figures = new ArrayList<>();

    public List<Figure> figures() {
        return List.copyOf(figures);
    }

    public void equal(String name, double expected, double found, double tolerance) {
        figures.add(new Figure(name, expected, found, tolerance, Figure.Relation.EQUAL));
    }

    public void exactly(String name, double expected, double found) {
        equal(name, expected, found, 0);
    }

    public void atMost(String name, double bound, double found) {
        figures.add(new Figure(name, bound, found, 0, Figure.Relation.AT_MOST));
    }

    public void atLeast(String name, double bound, double found) {
        figures.add(new Figure(name, bound, found, 0, Figure.Relation.AT_LEAST));
    }

    /** All elements; the figure shows the pair that differs most. */
    public void same(String name, double[] expected, double[] found, double tolerance) {
        requireSize(name, expected.length, found.length);
        int worst = 0;
        double largest = -1;
        for (int i = 0; i < expected.length; i++) {
            double difference = expected[i] == found[i] ? 0 : Math.abs(expected[i] - found[i]);
            if (Double.isNaN(difference) || difference > largest) {
                worst = i;
                largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
            }
        }
        equal(name + ", worst of " + expected.length, expected[worst], found[worst], tolerance);
    }

    public void same(String name, double[][] expected, double[][] found, double tolerance) {
        same(name, Doubles.flat(expected), Doubles.flat(found), tolerance);
    }

    /** The same bits; the figure counts the elements that differ. */
    public void bits(String name, float[] expected, float[] found) {
        requireSize(name, expected.length, found.length);
        int different = 0;
        for (int i = 0; i < expected.length; i++) {
            different += Float.floatToRawIntBits(expected[i]) == Float.floatToRawIntBits(found[i]) ? 0 : 1;
        }
        exactly(name + ", elements that differ of " + expected.length, 0, different);
    }

    private static void requireSize(String name, int expected, int found) {
        if (expected != found || expected == 0) {
            throw new IllegalStateException(name + ": " + found + " numbers, expected " + expected);
        }
    }
}
