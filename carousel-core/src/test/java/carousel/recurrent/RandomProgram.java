package carousel.recurrent;

import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * A computation drawn at random, the same for the same draws: it grows from values it is given, each operation on values
 * that are there already. Values stay within bounds, so that nothing explodes.
 */
final class RandomProgram {
    private static final float MOST = 5f;

    /** A matrix and about the largest that its elements get. */
    private record Value(Tensor x, float bound) {
        int width() {
            return x.columns();
        }
    }

    private final Random random;
    private final RandomWeights weights;
    private final int most;
    private final boolean smooth;
    private final List<Value> values = new ArrayList<>();

    /**
     * @param most columns of a value
     * @param smooth without kinks, at which differences say nothing about a gradient
     */
    RandomProgram(Random random, RandomWeights weights, int most, boolean smooth) {
        this.random = random;
        this.weights = weights;
        this.most = most;
        this.smooth = smooth;
    }

    void give(Tensor x, float bound) {
        values.add(new Value(x, bound));
    }

    void grow(int operations) {
        for (int i = 0; i < operations; i++) {
            add(operation());
        }
    }

    private void add(Value value) {
        values.add(tamed(value));
    }

    private Value tamed(Value value) {
        if (value.bound <= MOST) {
            return value;
        }
        return switch (random.nextInt(3)) {
            case 0 -> new Value(value.x.tanh(), 1);
            case 1 -> new Value(value.x.sigmoid(), 1);
            default -> new Value(value.x.times(2 / value.bound), 2);
        };
    }

    /** A value of so many columns, each about within ±bound: the latest there is, a product, or a sum of products. */
    Tensor end(int width, float bound) {
        var fitting = values.stream().filter(v -> v.width() == width).toList();
        var value = switch (random.nextInt(6)) {
            case 0 -> product(any(), width);
            case 1, 2 -> binary(product(any(), width), product(any(), width));
            case 3 -> binary(product(values.getLast(), width), product(any(), width));
            default ->
                fitting.isEmpty()
                        ? product(values.getLast(), width)
                        : fitting.get(fitting.size() - 1 - random.nextInt(Math.min(2, fitting.size())));
        };
        if (value.bound <= bound) {
            return value.x;
        }
        return random.nextInt(3) > 0 ? value.x.tanh() : value.x.times(bound / value.bound);
    }

    /** Any value, rather a late one. */
    private Value any() {
        int back = Math.min(random.nextInt(values.size()), random.nextInt(values.size()));
        return values.get(values.size() - 1 - back);
    }

    private Value like(Value other) {
        var fitting = values.stream().filter(v -> v.width() == other.width()).toList();
        return fitting.get(random.nextInt(fitting.size()));
    }

    private Value operation() {
        var a = any();
        return switch (random.nextInt(22)) {
            case 0, 1, 2, 3 -> product(a, random.nextInt(3) == 0 ? any().width() : 1 + random.nextInt(most));
            case 4, 5 -> part(a);
            case 6 -> new Value(Tensor.concatColumns(a.x, any().x), MOST);
            case 7, 8, 9, 10 -> binary(a, like(a));
            case 11 -> withColumn(a);
            case 12, 13 -> swapped(a, new Value(weights.row(random, a.width()), RandomWeights.BOUND));
            case 14 -> random.nextInt(4) == 0 ? swapped(a, element()) : function(a);
            case 15 -> new Value(a.x.rowSums().times(1f / a.width()), a.bound);
            case 16 -> new Value(a.x.softmax(), 1);
            case 17 -> new Value(a.x.normalize(0.1f), 4);
            default -> function(a);
        };
    }

    private Value element() {
        return new Value(weights.element(random), RandomWeights.BOUND);
    }

    private Value product(Value a, int width) {
        return new Value(weights.product(random, a.x, width), 2 * a.bound);
    }

    private Value part(Value a) {
        for (int parts = 4; parts > 1; parts--) {
            if (a.width() % parts == 0 && random.nextBoolean()) {
                var blocks = a.x.split(parts);
                for (var block : blocks) {
                    values.add(new Value(block, a.bound));
                }
                return binary(values.getLast(), values.get(values.size() - 2));
            }
        }
        int from = random.nextInt(a.width());
        return new Value(a.x.columns(from, from + 1 + random.nextInt(a.width() - from)), a.bound);
    }

    /** With a column that is repeated, in two widths. */
    private Value withColumn(Value a) {
        var from = any();
        int at = random.nextInt(from.width());
        var column = new Value(from.x.columns(at, at + 1), from.bound);
        values.add(column);
        if (random.nextBoolean()) {
            column = tamed(function(column));
        }
        add(swapped(any(), column));
        return swapped(a, column);
    }

    private Value swapped(Value a, Value b) {
        return random.nextInt(3) > 0 ? binary(a, b) : binary(b, a);
    }

    private Value binary(Value a, Value b) {
        return switch (random.nextInt(7)) {
            case 0, 1 -> new Value(a.x.plus(b.x), a.bound + b.bound);
            case 2 -> new Value(a.x.minus(b.x), a.bound + b.bound);
            case 3, 4 -> new Value(a.x.times(b.x), a.bound * b.bound);
            case 5 -> smooth ? binary(a, b) : new Value(a.x.max(b.x), Math.max(a.bound, b.bound));
            default ->
                b.x.rank() < 2
                        ? new Value(
                                a.x.plus(b.x), a.bound + b.bound) // a weight's own function would be of weights alone
                        : new Value(a.x.dividedBy(b.x.square().plus(0.8f)), a.bound / 0.8f);
        };
    }

    private Value function(Value a) {
        var x = a.x;
        return switch (random.nextInt(14)) {
            case 0 -> new Value(x.negate(), a.bound);
            case 1 -> smooth ? function(a) : new Value(x.abs(), a.bound);
            case 2 -> smooth ? function(a) : new Value(x.relu(), a.bound);
            case 3 -> new Value(x.square(), a.bound * a.bound);
            case 4 -> new Value(x.square().plus(0.3f).sqrt(), a.bound + 1);
            case 5 -> new Value(x.square().plus(0.7f).reciprocal(), 1.5f);
            case 6 -> new Value(bounded(a, Tensor::exp), (float) Math.exp(Math.min(a.bound, 2)));
            case 7 -> new Value(x.sigmoid().plus(0.5f).log(), 1);
            case 8 -> new Value(x.times(random.nextFloat() * 3 - 1.5f), 1.5f * a.bound);
            case 9 -> new Value(x.plus(random.nextFloat() * 2 - 1), a.bound + 1);
            case 10, 11 -> new Value(x.sigmoid(), 1);
            default -> new Value(x.tanh(), 1);
        };
    }

    private static Tensor bounded(Value a, UnaryOperator<Tensor> function) {
        return function.apply(a.bound <= 2 ? a.x : a.x.tanh());
    }
}
