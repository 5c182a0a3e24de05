package carousel.decode;

import carousel.data.Lengths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The best n paths into each tag at each step of one sequence after another. The survivors of a tag are merged from those of
 * all tags before it, each list falling, so that of equal scores the lower tag and then its better path come first. One thread
 * at a time.
 */
final class Survivors {
    private final Viterbi.Scores given;
    private final int tags;
    private final int n;
    private final int[] taken; // [K] how many survivors of each tag before have been taken
    private double[] before; // [K,n]
    private double[] now;
    private int[] back = {}; // [T,K,n] tag before · n + which of its survivors; -1 for none

    Survivors(Viterbi.Scores given, int n) {
        this.given = given;
        this.n = n;
        tags = given.start().length;
        taken = new int[tags];
        before = new double[tags * n];
        now = new double[tags * n];
    }

    List<Viterbi.Path> paths(float[] emissions, Lengths lengths, int b) {
        int length = lengths.length(b);
        if (length == 0) {
            return List.of(new Viterbi.Path(new int[0], 0));
        }
        if (back.length < length * tags * n) {
            back = new int[Math.multiplyExact(length, tags * n)];
        }
        begin(emissions, lengths.row(b, 0) * tags);
        for (int t = 1; t < length; t++) {
            advance(emissions, lengths.row(b, t) * tags, t * tags * n);
        }
        return end(length);
    }

    private void begin(float[] emissions, int row) {
        Arrays.fill(before, Double.NEGATIVE_INFINITY);
        for (int j = 0; j < tags; j++) {
            before[j * n] = given.start()[j] + emissions[row + j];
        }
    }

    private void advance(float[] emissions, int row, int at) {
        for (int j = 0; j < tags; j++) {
            merge(given.into(), j * tags, now, back, j * n, at);
            for (int r = j * n; r < (j + 1) * n; r++) {
                now[r] += emissions[row + j];
            }
        }
        var free = before;
        before = now;
        now = free;
    }

    /** The best n of all survivors, each with the score of the step that follows its tag. */
    private void merge(double[] scores, int from, double[] best, int[] origins, int to, int at) {
        Arrays.fill(taken, 0);
        for (int r = 0; r < n; r++) {
            double highest = Double.NEGATIVE_INFINITY;
            int origin = -1;
            for (int i = 0; i < tags; i++) {
                if (taken[i] < n && before[i * n + taken[i]] + scores[from + i] > highest) {
                    highest = before[i * n + taken[i]] + scores[from + i];
                    origin = i;
                }
            }
            best[to + r] = highest;
            origins[at + to + r] = origin < 0 ? -1 : origin * n + taken[origin]++;
        }
    }

    private List<Viterbi.Path> end(int length) {
        var scores = new double[n];
        var origins = new int[n];
        merge(given.end(), 0, scores, origins, 0, 0);
        var paths = new ArrayList<Viterbi.Path>();
        for (int r = 0; r < n && origins[r] >= 0; r++) {
            var path = new int[length];
            int origin = origins[r];
            for (int t = length - 1; t >= 0; t--) {
                path[t] = origin / n;
                origin = t == 0 ? 0 : back[t * tags * n + origin];
            }
            paths.add(new Viterbi.Path(path, scores[r]));
        }
        return List.copyOf(paths);
    }
}
