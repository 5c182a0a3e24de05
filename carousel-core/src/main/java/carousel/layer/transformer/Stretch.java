package carousel.layer.transformer;

import carousel.data.Lengths;
import carousel.layer.Sequence;
import carousel.layer.attention.MultiHead.Keyed;
import carousel.tensor.Blocks;
import carousel.tensor.Blocks.Fading;
import carousel.tensor.Blocks.Sight;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * Sequences that go on: where their rows lie and those before, of which each row sees the nearest. Side by side in one row for
 * each sequence are P rows from before, the latest last and zeros where there were fewer, then those of T steps, zeros behind
 * the end of a shorter one. Immutable.
 *
 * @param lengths of what is new
 * @param before P
 * @param blocks which rows see which
 */
record Stretch(Lengths lengths, int before, Blocks blocks) {
    private static final float STEEPEST = 1;

    /**
     * After so many rows of each sequence.
     *
     * @param count [R,1], at most P
     * @param reach how many rows a row sees, itself included: P + 1
     */
    static Stretch of(Lengths lengths, Tensor count, int reach) {
        int before = reach - 1;
        int wide = before + lengths.steps();
        var looking = new int[lengths.batch()][];
        var seen = new int[lengths.batch()][];
        for (int r = 0; r < seen.length; r++) {
            int sequence = r;
            int there = (int) count.at(r, 0);
            int from = r * wide + before - there;
            looking[r] = new int[lengths.length(r)];
            Arrays.setAll(looking[r], t -> lengths.row(sequence, t));
            seen[r] = new int[there + lengths.length(r)];
            Arrays.setAll(seen[r], i -> from + i);
        }
        var blocks = new Blocks(Sight.PAST, looking, seen, seen.length * wide, new Fading(reach, STEEPEST));
        return new Stretch(lengths, before, blocks);
    }

    /** What there is to look at: of before [R,P·E] and new [N,E], together [R,(P+T)E]. */
    Keyed seen(Keyed past, Keyed fresh) {
        return new Keyed(beside(past.keys(), fresh.keys()), beside(past.values(), fresh.values()));
    }

    private Tensor beside(Tensor past, Tensor rows) {
        var fresh = new Sequence(rows, lengths);
        var parts = new Tensor[1 + lengths.steps()];
        parts[0] = past;
        for (int t = 0; t < lengths.steps(); t++) {
            int ended = lengths.batch() - lengths.alive(t);
            var step = fresh.step(t);
            parts[t + 1] = ended == 0 ? step : Tensor.concatRows(step, Tensor.zeros(ended, rows.columns()));
        }
        return Tensor.concatColumns(parts);
    }

    /** The last P of what there was to look at, each [R,P·E]. */
    Keyed last(Keyed seen) {
        return new Keyed(last(seen.keys()), last(seen.values()));
    }

    private Tensor last(Tensor all) {
        int wide = before + lengths.steps();
        int width = wide == 0 ? 0 : all.columns() / wide;
        var parts = new ArrayList<Tensor>();
        for (int b = 0; b < lengths.batch(); ) {
            int length = lengths.length(b);
            int from = b;
            while (b < lengths.batch() && lengths.length(b) == length) {
                b++;
            }
            var alike = b - from == lengths.batch() ? all : all.rows(from, b);
            parts.add(alike.columns(length * width, (length + before) * width));
        }
        return switch (parts.size()) {
            case 0 -> all;
            case 1 -> parts.getFirst();
            default -> Tensor.concatRows(parts.toArray(Tensor[]::new));
        };
    }

    /** How many rows there are to be seen from then on: [R,1]. */
    Tensor count(Tensor earlier) {
        var count = new float[lengths.batch()];
        for (int r = 0; r < count.length; r++) {
            count[r] = Math.min(before, earlier.at(r, 0) + lengths.length(r));
        }
        return Tensor.of(count, count.length, 1);
    }

    /** The row of the last step of each sequence; of an empty one that of before: [R,E]. */
    Tensor ends(Tensor rows, Tensor earlier) {
        int last = lengths.steps() - 1;
        if (last >= 0 && lengths.alive(last) == lengths.batch()) {
            return new Sequence(rows, lengths).step(last);
        }
        var ids = new int[lengths.batch()];
        Arrays.setAll(ids, b -> lengths.length(b) == 0 ? lengths.rows() + b : lengths.row(b, lengths.length(b) - 1));
        return Tensor.concatRows(rows, earlier).gather(ids);
    }
}
