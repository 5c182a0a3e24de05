package carousel.metric.text;

import java.util.Arrays;

/**
 * Moves blocks of words of a prediction to where the reference has them, the block that saves most edits first, until none saves
 * any: tercom's greedy search with tercom's limits (Snover et al. 2006), ranked as sacreBLEU ranks. One thread at a time.
 */
final class Shifts {
    private static final int LONGEST = 10;
    private static final int FARTHEST = 50;
    private static final int MOST_TRIED = 1000;

    private final int[] reference;
    private final BeamDistance distance;
    private int[] words;
    private int tried;
    /** Edits saved by the best shift, its words, its first word, and where it goes. */
    private int[] rank = {};

    private int[] best = {};

    private Shifts(int[] prediction, int[] reference) {
        this.words = prediction;
        this.reference = reference;
        this.distance = new BeamDistance(reference, prediction.length);
    }

    /** Shifts and edits that turn one into the other; words are numbers, equal for equal words. */
    static int edits(int[] prediction, int[] reference) {
        if (reference.length == 0) {
            return prediction.length;
        }
        return new Shifts(prediction, reference).run();
    }

    private int run() {
        int shifts = 0;
        while (improve()) {
            shifts++;
            words = best;
        }
        return shifts + distance.of(words);
    }

    /** Whether there is a shift that saves edits, which is then the best. */
    private boolean improve() {
        int before = distance.of(words);
        var alignment = Alignment.of(distance, words, reference.length);
        rank = new int[] {0, 0, 0, 0};
        for (int from = 0; from < words.length; from++) {
            int near = Math.min(reference.length - 1, from + FARTHEST);
            for (int to = Math.max(0, from - FARTHEST); to <= near; to++) {
                if (!tryBlocks(before, alignment, from, to)) {
                    return false;
                }
            }
        }
        return rank[0] > 0;
    }

    /** False when enough was tried for this sentence. */
    private boolean tryBlocks(int before, Alignment alignment, int from, int to) {
        int most = Math.min(LONGEST, Math.min(words.length - from, reference.length - to));
        for (int length = 1; length <= most && words[from + length - 1] == reference[to + length - 1]; length++) {
            boolean inside = from <= alignment.at()[to] && alignment.at()[to] < from + length;
            if (!inside && alignment.anyWrong(from, length) && alignment.anyMissed(to, length)) {
                tryPlaces(before, alignment, from, to, length);
                if (tried >= MOST_TRIED) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The block may go behind whatever stands for the word before it in the reference, or for one of its own. */
    private void tryPlaces(int before, Alignment alignment, int from, int to, int length) {
        int last = -1;
        for (int word = to - 1; word < to + length; word++) {
            int place = word < 0 ? 0 : alignment.at()[word] + 1;
            if (place != last) {
                tried++;
                var shifted = shifted(from, length, place);
                var found = new int[] {before - distance.of(shifted), length, -from, -place};
                if (Arrays.compare(found, rank) > 0) {
                    rank = found;
                    best = shifted;
                }
            }
            last = place;
        }
    }

    private int[] shifted(int from, int length, int place) {
        int rest = words.length - length;
        int target = place < from ? place : place > from + length ? place - length : Math.min(place, rest);
        var shifted = new int[words.length];
        for (int i = 0, next = 0; i < shifted.length; i++) {
            if (i >= target && i < target + length) {
                shifted[i] = words[from + i - target];
            } else {
                next += next == from ? length : 0;
                shifted[i] = words[next++];
            }
        }
        return shifted;
    }
}
