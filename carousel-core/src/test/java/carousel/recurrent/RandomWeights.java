package carousel.recurrent;

import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Weights made in the order in which a computation first asks for them, and handed out in that order ever after. */
final class RandomWeights {
    /** No element is larger; those of matrices are smaller. */
    static final float BOUND = 1f;

    private final List<Tensor> made = new ArrayList<>();
    private final List<RandomWeights> others;
    private final int again;
    private int next;

    /**
     * @param again how often, of a hundred times, a weight is used a second time where one fits
     * @param others whose weights may be used again too
     */
    RandomWeights(int again, RandomWeights... others) {
        this.again = again;
        this.others = List.of(others);
    }

    /** Starts from the first once more. */
    RandomWeights rewound() {
        next = 0;
        return this;
    }

    List<Tensor> all() {
        return made;
    }

    /** x times a matrix, or its transpose. */
    Tensor product(Random random, Tensor x, int width) {
        boolean plain = random.nextInt(4) > 0;
        var w = plain ? weight(random, x.columns(), width) : weight(random, width, x.columns());
        return plain ? x.matmul(w) : x.matmulTransposed(w);
    }

    /** A bias, a peephole, a gain; sometimes one that no gradient is taken for. */
    Tensor row(Random random, int width) {
        return random.nextInt(4) == 0 ? weight(random, 1, width) : weight(random, width);
    }

    /** One element for all. */
    Tensor element(Random random) {
        return random.nextBoolean() ? weight(random, 1) : weight(random);
    }

    private Tensor weight(Random random, int... shape) {
        if (random.nextInt(100) < again) {
            var known = new ArrayList<>(made.subList(0, next));
            others.forEach(other -> known.addAll(other.made));
            for (var old : known) {
                if (Arrays.equals(old.shape(), shape)) {
                    return old;
                }
            }
        }
        var key = random.nextLong();
        if (next == made.size()) {
            made.add(fresh(new Random(key), shape));
        }
        return made.get(next++);
    }

    private static Tensor fresh(Random random, int... shape) {
        int size = 1;
        for (int axis : shape) {
            size *= axis;
        }
        var values =
                values(random, size, (float) (BOUND / Math.sqrt(shape.length < 2 ? 1 : Math.max(shape[0], shape[1]))));
        return random.nextInt(12) == 0 ? Tensor.of(values, shape) : Tensor.weight(values, shape);
    }

    static float[] values(Random random, int size, float bound) {
        var values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (random.nextFloat() * 2 - 1) * bound;
        }
        return values;
    }
}
