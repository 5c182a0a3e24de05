package carousel.lab.check;

import carousel.data.Lengths;
import carousel.kernel.Pool;
import carousel.kernel.Workers;
import carousel.layer.Sequence;
import carousel.layer.SequenceLayer;
import carousel.recurrent.Cell;
import carousel.recurrent.Recurrent;
import carousel.tensor.Gradients;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What the code under test makes of inputs. Safe for many threads. */
public final class Runs {
    private Runs() {}

    /** One sequence. */
    public static Sequence sequence(double[]... rows) {
        return new Sequence(Doubles.tensor(rows), Lengths.of(rows.length));
    }

    /** The outputs of a cell at every step of one sequence [T,H]. */
    public static double[][] outputs(Cell<?> cell, double[]... inputs) {
        return outputs(Recurrent.of(cell), inputs);
    }

    public static double[][] outputs(SequenceLayer layer, double[]... inputs) {
        return Doubles.matrix(layer.apply(sequence(inputs)).rows());
    }

    /** The bits of a cell's outputs. */
    public static float[] bits(Cell<?> cell, double[]... inputs) {
        return Recurrent.of(cell).apply(sequence(inputs)).rows().toArray();
    }

    /** Sequences of these lengths, with asymmetric inputs that differ in every row. */
    public static Sequence ragged(int features, int... lengths) {
        var packed = Lengths.of(lengths);
        var rows = new double[packed.rows()][features];
        for (int b = 0; b < packed.batch(); b++) {
            for (int t = 0; t < packed.length(b); t++) {
                for (int k = 0; k < features; k++) {
                    rows[packed.row(b, t)][k] = (float) Math.sin(1 + 3 * t + 1.7 * k + 0.9 * packed.caller(b));
                }
            }
        }
        return new Sequence(Doubles.tensor(rows), packed);
    }

    /** The rows of one packed sequence, in its order. */
    public static double[][] alone(Sequence sequence, int b) {
        var lengths = sequence.lengths();
        var all = Doubles.matrix(sequence.rows());
        var rows = new double[lengths.length(b)][];
        for (int t = 0; t < rows.length; t++) {
            rows[t] = all[lengths.row(b, t)];
        }
        return rows;
    }

    public static Gradients gradients(Supplier<Tensor> loss) {
        return Tape.run(Step.evaluation(), () -> Outcome.of(loss.get())).gradients();
    }

    /** The most bytes of buffers that some work has in use at once, on one thread. */
    public static long bytes(Supplier<?> work) {
        var bytes = new AtomicLong();
        try (var one = Workers.of(1)) {
            var thread = Thread.ofPlatform().start(() -> {
                one.call(work::get);
                bytes.set(Float.BYTES * Pool.ofThread().idle());
            });
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return bytes.get();
    }

    /** A sum in which every element has a factor of its own, and none is squared away. */
    public static Tensor weighed(Tensor rows) {
        var factors = new float[rows.size()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = (float) Math.cos(0.7 * i + 0.3);
        }
        return rows.times(Tensor.of(factors, rows.shape())).sum();
    }

    public static double weighed(double[]... rows) {
        var all = Doubles.flat(rows);
        double sum = 0;
        for (int i = 0; i < all.length; i++) {
            sum += all[i] * (float) Math.cos(0.7 * i + 0.3);
        }
        return sum;
    }
}
