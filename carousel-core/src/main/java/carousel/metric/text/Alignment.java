package carousel.metric.text;

/**
 * Which word of a prediction each word of a reference stands for, and which words are wrong.
 *
 * @param at for each word of the reference its place in the prediction; for one that is missing the place of the word before it,
 *     -1 at the front
 * @param wrong for each word of the prediction, how many wrong ones stand before it; one more value for all of them
 * @param missed the same for the reference
 */
record Alignment(int[] at, int[] wrong, int[] missed) {

    static Alignment of(BeamDistance distance, int[] prediction, int reference) {
        var alignment = new Alignment(new int[reference], new int[prediction.length + 1], new int[reference + 1]);
        int i = prediction.length;
        int j = reference;
        while (i > 0 || j > 0) {
            var edit = distance.last(prediction, i, j);
            int error = edit == BeamDistance.Edit.SAME ? 0 : 1;
            if (edit != BeamDistance.Edit.SURPLUS) {
                j--;
                alignment.at[j] = i - 1;
                alignment.missed[j + 1] = error;
            }
            if (edit != BeamDistance.Edit.MISSING) {
                i--;
                alignment.wrong[i + 1] = error;
            }
        }
        addUp(alignment.wrong);
        addUp(alignment.missed);
        return alignment;
    }

    private static void addUp(int... counts) {
        for (int i = 1; i < counts.length; i++) {
            counts[i] += counts[i - 1];
        }
    }

    /** Whether any of these words of the prediction is wrong. */
    boolean anyWrong(int from, int length) {
        return wrong[from + length] > wrong[from];
    }

    /** Whether any of these words of the reference is missed. */
    boolean anyMissed(int from, int length) {
        return missed[from + length] > missed[from];
    }
}
