package carousel.layer;

import carousel.data.Lengths;
import carousel.tensor.Tensor;

/** Other steps of the same sequence. */
final class Neighbours {
    private Neighbours() {}

    /** For each row those at these offsets in time, side by side; outside of the sequence is zero: [N,F] to [N,KF]. */
    static Tensor abreast(Sequence sequence, int... offsets) {
        var rows = sequence.rows();
        // a row of zeros behind the others stands for all that is outside
        var padded = Tensor.concatRows(rows, Tensor.zeros(1, rows.columns()));
        var seen = new Tensor[offsets.length];
        for (int k = 0; k < offsets.length; k++) {
            seen[k] = offsets[k] == 0 ? rows : padded.gather(shifted(sequence.lengths(), offsets[k]));
        }
        return Tensor.concatColumns(seen);
    }

    /** For each row the one of the same sequence {@code by} steps later, or the row behind all others. */
    private static int[] shifted(Lengths lengths, int by) {
        var from = new int[lengths.rows()];
        for (int b = 0; b < lengths.batch(); b++) {
            for (int t = 0; t < lengths.length(b); t++) {
                int other = t + by;
                boolean inside = other >= 0 && other < lengths.length(b);
                from[lengths.row(b, t)] = inside ? lengths.row(b, other) : lengths.rows();
            }
        }
        return from;
    }
}
