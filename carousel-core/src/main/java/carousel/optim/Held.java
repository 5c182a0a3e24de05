package carousel.optim;

import carousel.tensor.Tensor;

/**
 * Columns of a weight that an {@link Optimizer} leaves as they are, to the bit. Immutable.
 *
 * @param from the first column
 * @param to the column after the last one
 */
public record Held(int from, int to) {

    public Held {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException(
                    "columns [" + from + ":" + to + "]: expected a range from:to that is not empty");
        }
    }

    /** A copy of these columns of every row. */
    float[] read(Tensor weight) {
        return weight.columns(from, to).toArray();
    }

    /** Puts the columns back. */
    void write(float[] kept, Tensor weight) {
        int width = weight.columns();
        int held = to - from;
        weight.change((w, first, last) -> {
            for (int i = first; i < last; i++) {
                int column = i % width;
                if (column >= from && column < to) {
                    w[i] = kept[i / width * held + column - from];
                }
            }
        });
    }

    @Override
    public String toString() {
        return "[" + from + ":" + to + "]";
    }
}
