package carousel.metric;

/** What every score asks of what it is given. */
final class Given {
    private Given() {}

    static void require(String score, int expected, int predicted) {
        if (expected != predicted) {
            throw new IllegalArgumentException(
                    score + ": " + predicted + " predictions; expected " + expected + ", one for each example");
        }
    }

    static int label(int label, int classes) {
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException("class " + label + "; expected 0 to " + (classes - 1));
        }
        return label;
    }

    /** K of a matrix [N,K] with N labels. */
    static int classes(String score, int values, int... labels) {
        if (labels.length == 0 || values == 0 || values % labels.length != 0) {
            throw new IllegalArgumentException(score + ": " + values + " values for " + labels.length
                    + " labels; expected one example or more and a value for each class of each");
        }
        int classes = values / labels.length;
        for (int label : labels) {
            label(label, classes);
        }
        return classes;
    }
}
