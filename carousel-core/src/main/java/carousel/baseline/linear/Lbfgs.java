package carousel.baseline.linear;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * Finds the least value of a smooth convex function: limited-memory BFGS (Nocedal 1980; Liu, Nocedal 1989) with steps that
 * are halved until they gain enough (Armijo 1966), scaled by how much the function bends along each axis. Sums run in one
 * order. An interrupted thread stops with a {@link CancellationException}. One thread at a time.
 */
final class Lbfgs {
    private static final int MEMORY = 10;
    private static final int MOST_STEPS = 1000;
    private static final double ENOUGH = 1e-4;
    private static final double SHORTEST = 1e-12;

    /** A function of a point that also says its gradient. */
    interface Smooth {
        double at(double[] point, double[] gradient);

        /** About how much it bends along each axis: above 0. */
        double[] bends();
    }

    private final Smooth function;
    private final double[] bends;
    private final double[][] moves = new double[MEMORY][]; // the last steps
    private final double[][] turns = new double[MEMORY][]; // how the gradient changed over each
    private final double[] products = new double[MEMORY];
    private int pairs;

    private double[] point;
    private double[] gradient;
    private double value;

    private Lbfgs(Smooth function, double... start) {
        this.function = function;
        this.bends = function.bends();
        this.point = start.clone();
        this.gradient = new double[start.length];
        this.value = function.at(point, gradient);
    }

    /**
     * The point where no element of the gradient is larger than {@code tolerance} times the largest at the origin, as far as
     * rounding lets it be reached.
     */
    static double[] least(Smooth function, double tolerance, double... start) {
        var atOrigin = new double[start.length];
        function.at(new double[start.length], atOrigin);
        double enough = tolerance * largest(atOrigin);
        var search = new Lbfgs(function, start);
        for (int i = 0; i < MOST_STEPS && largest(search.gradient) > enough; i++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted after " + i + " steps");
            }
            if (!search.step()) {
                break;
            }
        }
        return search.point;
    }

    private static double largest(double... gradient) {
        double largest = 0;
        for (double g : gradient) {
            largest = Math.max(largest, Math.abs(g));
        }
        return largest;
    }

    /** Whether there was something left to gain. */
    private boolean step() {
        var direction = direction();
        double slope = dot(direction, gradient);
        var next = new double[point.length];
        var turned = new double[point.length];
        for (double length = 1; length > SHORTEST; length /= 2) {
            for (int i = 0; i < next.length; i++) {
                next[i] = point[i] + length * direction[i];
            }
            double found = function.at(next, turned);
            if (found <= value + ENOUGH * length * slope) {
                boolean gained = found < value;
                remember(next, turned);
                value = found;
                return gained;
            }
        }
        return false;
    }

    private void remember(double[] next, double... turned) {
        var move = difference(next, point);
        var turn = difference(turned, gradient);
        double product = dot(move, turn);
        if (product > 0) { // not where rounding is all that is left
            int slot = pairs++ % MEMORY;
            moves[slot] = move;
            turns[slot] = turn;
            products[slot] = product;
        }
        point = next;
        gradient = turned;
    }

    /** Minus the gradient, times what is known of the inverse of the second derivatives. */
    private double[] direction() {
        var direction = gradient.clone();
        int known = Math.min(pairs, MEMORY);
        var shares = new double[MEMORY];
        for (int back = 1; back <= known; back++) {
            int slot = (pairs - back) % MEMORY;
            shares[slot] = dot(moves[slot], direction) / products[slot];
            add(direction, -shares[slot], turns[slot]);
        }
        int last = (pairs - 1 + MEMORY) % MEMORY;
        double scale = known == 0 ? 1 : products[last] / bent(turns[last]);
        for (int i = 0; i < direction.length; i++) {
            direction[i] *= -scale / bends[i];
        }
        for (int back = known; back >= 1; back--) {
            int slot = (pairs - back) % MEMORY;
            double share = -shares[slot] - dot(turns[slot], direction) / products[slot];
            add(direction, share, moves[slot]);
        }
        return direction;
    }

    private double bent(double... turn) {
        double sum = 0;
        for (int i = 0; i < turn.length; i++) {
            sum += turn[i] * turn[i] / bends[i];
        }
        return sum;
    }

    private static double[] difference(double[] a, double... b) {
        var difference = new double[a.length];
        Arrays.setAll(difference, i -> a[i] - b[i]);
        return difference;
    }

    private static void add(double[] sum, double factor, double... x) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * x[i];
        }
    }

    private static double dot(double[] a, double... b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
