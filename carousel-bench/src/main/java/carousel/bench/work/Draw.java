package carousel.bench.work;

import java.util.SplittableRandom;

/** Random numbers that depend on a name alone, so that every process draws the same. */
final class Draw {
    private final SplittableRandom random;

    Draw(String name) {
        this.random = new SplittableRandom(name.hashCode());
    }

    /** So many numbers, uniform in ±bound. */
    float[] uniform(int size, double bound) {
        var values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble(-bound, bound);
        }
        return values;
    }

    /** So many numbers from {@code from} (inclusive) to {@code to} (exclusive). */
    int[] integers(int size, int from, int to) {
        return random.ints(size, from, to).toArray();
    }
}
