package carousel.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Ids of several sequences, packed time-major as {@link Lengths} says. Immutable as long as nobody writes into the
 * array, which is shared and not copied.
 *
 * <pre>{@code
 * var ids = Ids.pack(new int[] {1, 2}, new int[] {3, 4, 5});
 * ids.values();      // 3 1 4 2 5
 * ids.sequence(0);   // 1 2
 * }</pre>
 */
public record Ids(int[] values, Lengths lengths) {
    public Ids {
        if (values.length != lengths.rows()) {
            throw new IllegalArgumentException(
                    "ids: " + values.length + " values, but " + lengths + " needs " + lengths.rows());
        }
        for (int row = 0; row < values.length; row++) {
            if (values[row] < 0) {
                throw new IllegalArgumentException("ids: " + values[row] + " in row " + row + "; ids count from 0");
            }
        }
    }

    /** Packs sequences given in the caller's order. */
    public static Ids pack(int[]... sequences) {
        var lengths =
                Lengths.of(Arrays.stream(sequences).mapToInt(s -> s.length).toArray());
        var values = new int[lengths.rows()];
        for (int b = 0; b < lengths.batch(); b++) {
            for (int t = 0; t < lengths.length(b); t++) {
                values[lengths.row(b, t)] = sequences[lengths.caller(b)][t];
            }
        }
        return new Ids(values, lengths);
    }

    /** Each sequence and one more id. */
    public Ids followedBy(int id) {
        return pack(IntStream.range(0, lengths.batch())
                .mapToObj(caller -> {
                    var sequence = sequence(caller);
                    var longer = Arrays.copyOf(sequence, sequence.length + 1);
                    longer[sequence.length] = id;
                    return longer;
                })
                .toArray(int[][]::new));
    }

    /** One sequence, by the caller's index, unpacked again. */
    public int[] sequence(int caller) {
        return packed(lengths.packed(caller));
    }

    /** One sequence, by its packed index, unpacked again. */
    public int[] packed(int b) {
        var sequence = new int[lengths.length(b)];
        Arrays.setAll(sequence, t -> values[lengths.row(b, t)]);
        return sequence;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ids that && lengths.equals(that.lengths) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * lengths.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Ids[" + lengths + "]";
    }
}
