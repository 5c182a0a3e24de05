package carousel.loss;

import carousel.data.Lengths;
import carousel.tensor.Tensor;
import java.util.Arrays;

/**
 * Which steps of packed sequences a loss counts. What it does not count is left out before the loss is computed: its
 * gradient is zero, exactly. Which units of a step count is for the losses that take a tensor of ones and zeros. Immutable
 * as long as nobody writes into the array.
 *
 * <pre>
 * var last = LossMask.last(sequence.lengths());
 * var loss = CrossEntropy.mean(head.apply(last.of(sequence.rows())), classes);     // a class for each sequence
 * </pre>
 *
 * @param rows [M] the packed rows that count, in the order of their targets
 */
public record LossMask(int... rows) {

    /** Every step of every sequence: rows in packed order. */
    public static LossMask every(Lengths lengths) {
        var rows = new int[lengths.rows()];
        Arrays.setAll(rows, row -> row);
        return new LossMask(rows);
    }

    /** The last step of each sequence, in packed order; none may be empty. */
    public static LossMask last(Lengths lengths) {
        var rows = new int[lengths.batch()];
        Arrays.setAll(rows, b -> lengths.row(b, lengths.length(b) - 1));
        return new LossMask(rows);
    }

    /** Some steps of each sequence, both in the caller's order: first those of sequence 0. */
    public static LossMask steps(Lengths lengths, int[]... steps) {
        var rows = new int[Arrays.stream(steps).mapToInt(s -> s.length).sum()];
        int at = 0;
        for (int caller = 0; caller < steps.length; caller++) {
            for (int step : steps[caller]) {
                rows[at++] = lengths.row(lengths.packed(caller), step);
            }
        }
        return new LossMask(rows);
    }

    /** The rows that count: [N,F] to [M,F]. */
    public Tensor of(Tensor packed) {
        return packed.rows() == rows.length && inOrder() ? packed : packed.gather(rows);
    }

    private boolean inOrder() {
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] != i) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LossMask that && Arrays.equals(rows, that.rows);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rows);
    }
}
