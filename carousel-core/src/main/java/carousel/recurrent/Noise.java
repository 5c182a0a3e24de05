package carousel.recurrent;

import carousel.data.Lengths;
import carousel.layer.Dropout;
import carousel.tensor.Mask;
import carousel.tensor.Step;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.Arrays;

/** Noise on the state of a cell while it learns. Immutable. */
public sealed interface Noise {

    /** The cell without noise: what it does on average. */
    <S extends Record> Cell<S> expected(Cell<S> cell);

    /** The cell that reads masks behind its input. */
    <S extends Record> Cell<S> noisy(Cell<S> cell);

    /** The masks of all rows of packed sequences: [N, as many as the cell reads]. */
    Tensor masks(Cell<?> cell, Step step, Lengths lengths);

    /**
     * Keeps units of the state as they are, drawn anew for each unit, example and step; on average a share of each.
     *
     * @param rate the probability of being kept, in [0, 1)
     * @param site the dotted path of the layer
     */
    record Zoneout(float rate, String site) implements Noise {

        public Zoneout {
            requireRate("zoneout", rate);
        }

        @Override
        public <S extends Record> Cell<S> expected(Cell<S> cell) {
            return rate == 0 ? cell : new carousel.recurrent.cell.Zoneout<>(cell, rate, 0);
        }

        @Override
        public <S extends Record> Cell<S> noisy(Cell<S> cell) {
            return new carousel.recurrent.cell.Zoneout<>(cell, rate, columns(cell));
        }

        @Override
        public Tensor masks(Cell<?> cell, Step step, Lengths lengths) {
            var mask = new Mask(step, site, 1 - rate, 1f, Dropout.examples(lengths), Dropout.times(lengths));
            return ones(lengths.rows(), columns(cell)).mask(mask);
        }

        private static int columns(Cell<?> cell) {
            return Tree.leaves(cell.start(1)).stream().mapToInt(Tensor::columns).sum();
        }
    }

    /**
     * Hides units of the output from the next step, the same ones of an example at all of its steps.
     *
     * @param rate the probability of being hidden, in [0, 1)
     * @param site the dotted path of the layer
     */
    record StateDropout(float rate, String site) implements Noise {

        public StateDropout {
            requireRate("recurrent dropout", rate);
        }

        @Override
        public <S extends Record> Cell<S> expected(Cell<S> cell) {
            return cell;
        }

        @Override
        public <S extends Record> Cell<S> noisy(Cell<S> cell) {
            return new carousel.recurrent.cell.StateDropout<>(cell, columns(cell));
        }

        @Override
        public Tensor masks(Cell<?> cell, Step step, Lengths lengths) {
            var once = new int[lengths.rows()];
            var mask = new Mask(step, site, rate, 1 / (1 - rate), Dropout.examples(lengths), once);
            return ones(lengths.rows(), columns(cell)).mask(mask);
        }

        private static <S extends Record> int columns(Cell<S> cell) {
            return cell.output(cell.start(1)).columns();
        }
    }

    private static void requireRate(String what, float rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException(what + ": expected a rate of at least 0 and below 1, got " + rate);
        }
    }

    private static Tensor ones(int rows, int columns) {
        var values = new float[rows * columns];
        Arrays.fill(values, 1f);
        return Tensor.of(values, rows, columns);
    }
}
