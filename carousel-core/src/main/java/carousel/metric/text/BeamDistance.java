package carousel.metric.text;

import java.util.Arrays;

/**
 * Insertions, deletions and replacements that turn a prediction into a reference, sought near the diagonal only, as tercom does
 * to keep long sentences affordable. One thread at a time.
 */
final class BeamDistance {
    private static final int BEAM = 25;
    private static final int FAR = Integer.MAX_VALUE / 2;

    /** What becomes of the words at the end of two beginnings. */
    enum Edit {
        SAME,
        REPLACED,
        /** The prediction's word is not in the reference. */
        SURPLUS,
        /** The reference's word is not in the prediction. */
        MISSING
    }

    private final int[] reference;
    private final int beam;
    private final double slope;
    private final int[][] cost;

    /**
     * @param reference words as numbers
     * @param length of all predictions it will be compared with
     */
    BeamDistance(int[] reference, int length) {
        this.reference = reference;
        this.slope = length == 0 ? 1 : (double) reference.length / length;
        this.beam = slope / 2 > BEAM ? (int) Math.ceil(slope / 2 + BEAM) : BEAM;
        this.cost = new int[length + 1][reference.length + 1];
    }

    /** The fewest edits between a prediction and the reference. */
    int of(int... prediction) {
        Arrays.setAll(cost[0], j -> j);
        for (int i = 1; i < cost.length; i++) {
            Arrays.fill(cost[i], FAR);
            int diagonal = (int) Math.floor(i * slope);
            int to = i == cost.length - 1 ? reference.length : Math.min(reference.length, diagonal + beam - 1);
            for (int j = Math.max(0, diagonal - beam); j <= to; j++) {
                cost[i][j] = Math.min(replaced(prediction, i, j), Math.min(surplus(i, j), missing(i, j)));
            }
        }
        return cost[cost.length - 1][reference.length];
    }

    private int replaced(int[] prediction, int i, int j) {
        return i == 0 || j == 0 ? FAR : cost[i - 1][j - 1] + (prediction[i - 1] == reference[j - 1] ? 0 : 1);
    }

    private int surplus(int i, int j) {
        return i == 0 ? FAR : cost[i - 1][j] + 1;
    }

    private int missing(int i, int j) {
        return j == 0 ? FAR : cost[i][j - 1] + 1;
    }

    /** What the last edit of these beginnings is, for the prediction of the last call of {@link #of}. */
    Edit last(int[] prediction, int i, int j) {
        if (cost[i][j] == replaced(prediction, i, j)) {
            return prediction[i - 1] == reference[j - 1] ? Edit.SAME : Edit.REPLACED;
        }
        return cost[i][j] == surplus(i, j) ? Edit.SURPLUS : Edit.MISSING;
    }
}
