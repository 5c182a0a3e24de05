package carousel.data;

import java.util.Arrays;
import java.util.Objects;

/**
 * Examples in batches of similar length, so that the steps of a batch have about as many rows from first to last. Every
 * epoch meets every example once, in other batches and in another order; what there is left over is a short batch.
 *
 * <pre>
 * all examples shuffled → pools of 100 batches → each sorted by length and cut → the batches shuffled
 * </pre>
 *
 * <p>A batch is a function of the seed, the epoch and its position alone. Safe for many threads; the last epoch asked
 * for is remembered.
 *
 * <pre>{@code
 * var batches = Bucketed.of(32, 7, lengths);
 * int[] examples = batches.batch(0, 3);        // what stands in batch 3 of epoch 0
 * }</pre>
 */
public final class Bucketed {
    /** As many batches as lie near each other in length and yet are other ones in the next epoch. */
    private static final int POOL = 100;

    private final int batch;
    private final long seed;
    private final int[] lengths;
    private volatile Epoch last = new Epoch(-1, new int[0][]);

    private record Epoch(int number, int[][] batches) {}

    private Bucketed(int batch, long seed, int... lengths) {
        this.batch = batch;
        this.seed = seed;
        this.lengths = lengths;
    }

    /**
     * Batches of so many examples.
     *
     * @param lengths of all examples, at least one
     */
    public static Bucketed of(int batch, long seed, int... lengths) {
        if (batch < 1 || lengths.length == 0) {
            throw new IllegalArgumentException(
                    "batches of " + batch + " out of " + lengths.length + " examples; expected at least one of each");
        }
        return new Bucketed(batch, seed, lengths.clone());
    }

    /** How many batches an epoch has. */
    public int perEpoch() {
        return Math.ceilDiv(lengths.length, batch);
    }

    /** The numbers of the examples of batch {@code position} of an epoch, both counted from 0. */
    public int[] batch(int epoch, int position) {
        Objects.checkIndex(position, perEpoch());
        var current = last;
        if (current.number() != epoch) {
            current = new Epoch(epoch, batches(epoch));
            last = current;
        }
        return current.batches()[position].clone();
    }

    private int[][] batches(int epoch) {
        int size = lengths.length;
        var draw = Draw.of(seed, 0, epoch);
        var order = draw.order(size);
        int pool = (int) Math.min(size, (long) POOL * batch);
        for (int from = 0; from < size; from += pool) {
            sort(order, from, from + Math.min(pool, size - from));
        }
        var places = draw.order(perEpoch());
        var batches = new int[places.length][];
        Arrays.setAll(batches, i -> {
            int from = places[i] * batch;
            return Arrays.copyOfRange(order, from, from + Math.min(batch, size - from));
        });
        return batches;
    }

    private void sort(int[] order, int from, int to) {
        var sorted = ByLength.sorted(Arrays.stream(order, from, to), i -> lengths[i]);
        System.arraycopy(sorted, 0, order, from, sorted.length);
    }
}
