package carousel.tensor;

import carousel.kernel.Elementwise;
import carousel.kernel.Rows;
import carousel.kernel.Workers;
import java.util.Arrays;

/**
 * What {@link Pairs} computes. Sums into a row that looks or is looked at go over pairs from last to first; threads share out
 * rows or columns, never a sum.
 */
sealed interface PairOp extends Op {
    /** The fewest columns whose sums a thread takes at a time. */
    int LEAST = 64;

    /** The most, in so many columns: the sums of a batch stay in the second-level cache. */
    int MOST = 4;

    Pairs pairs();

    /** A visit to a pair: row r that looks, row m of the memory. */
    interface Visit {
        void pair(int p, int r, int m);
    }

    /** All pairs of rows from (inclusive) to (exclusive), rising. */
    static void rising(Pairs pairs, int from, int to, Visit visit) {
        for (int r = from; r < to; r++) {
            int shift = pairs.seen(r) - pairs.offset(r);
            for (int p = pairs.offset(r); p < pairs.offset(r) + pairs.length(r); p++) {
                visit.pair(p, r, p + shift);
            }
        }
    }

    /** All pairs, falling. */
    static void falling(Pairs pairs, Visit visit) {
        for (int r = pairs.rows() - 1; r >= 0; r--) {
            int shift = pairs.seen(r) - pairs.offset(r);
            for (int p = pairs.offset(r) + pairs.length(r) - 1; p >= pairs.offset(r); p--) {
                visit.pair(p, r, p + shift);
            }
        }
    }

    /** All pairs, rising, the rows shared out over threads. */
    static void split(Pairs pairs, int width, Visit visit) {
        int each = pairs.rows() == 0 ? 0 : pairs.count() / pairs.rows() + 1;
        Split.rows(pairs.rows(), each * width, (from, to) -> rising(pairs, from, to, visit));
    }

    /** Columns. */
    interface Columns {
        void run(int from, int count);
    }

    /** Blocks of columns, shared out over threads. */
    static void blocks(Pairs pairs, int width, Columns columns) {
        int each = Math.ceilDiv(width, LEAST * Workers.current().threads());
        int block = LEAST * Math.clamp(each, 1, MOST);
        Split.each(Math.ceilDiv(width, block), (long) pairs.count() * width, () -> width, (i, w) -> {
            int from = i * block;
            columns.run(from, Math.min(block, w - from));
        });
    }

    /** y[p] = q[r] · k[m]. */
    record Dots(Pairs pairs) implements PairOp {

        @Override
        public int[] shape(Tensor... in) {
            pairs.requireRows("dots", in[0], in[1]);
            return new int[] {pairs.count(), 1};
        }

        @Override
        public void forward(Tensor[] in, Tensor out) {
            int width = in[0].columns();
            var q = in[0].buffer();
            var k = in[1].buffer();
            var y = out.buffer();
            split(pairs, width, (p, r, m) -> y[p] = Rows.dot(q, r * width, k, m * width, width));
        }

        @Override
        public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
            int width = in[0].columns();
            var dy = gradient.output();
            for (int side = 0; side < 2; side++) {
                if (gradient.wants(side)) {
                    var other = in[1 - side].buffer();
                    var dx = gradient.adding(side);
                    boolean query = side == 0;
                    blocks(
                            pairs,
                            width,
                            (from, count) -> falling(pairs, (p, r, m) -> {
                                int to = (query ? r : m) * width + from;
                                Elementwise.addScaledAt(other, (query ? m : r) * width + from, dy[p], dx, to, count);
                            }));
                }
            }
        }
    }

    /** y[r] = Σ a[p] x[m] over the pairs of r, rising. */
    record Mix(Pairs pairs) implements PairOp {

        @Override
        public int[] shape(Tensor... in) {
            pairs.require("mix", in[0].size(), pairs.count(), "weights, one for each pair");
            pairs.require("mix", in[1].rows(), pairs.memoryRows(), "rows of the memory");
            return new int[] {pairs.rows(), in[1].columns()};
        }

        @Override
        public void forward(Tensor[] in, Tensor out) {
            int width = out.columns();
            var a = in[0].buffer();
            var x = in[1].buffer();
            var y = out.buffer();
            Arrays.fill(y, 0, out.size(), 0f);
            split(pairs, width, (p, r, m) -> Elementwise.addScaledAt(x, m * width, a[p], y, r * width, width));
        }

        @Override
        public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
            int width = out.columns();
            var dy = gradient.output();
            if (gradient.wants(0)) {
                var x = in[1].buffer();
                var da = gradient.into(0);
                split(pairs, width, (p, r, m) -> da[p] = Rows.dot(dy, r * width, x, m * width, width));
            }
            if (gradient.wants(1)) {
                var a = in[0].buffer();
                var dx = gradient.adding(1);
                blocks(
                        pairs,
                        width,
                        (from, count) -> falling(
                                pairs,
                                (p, r, m) -> Elementwise.addScaledAt(
                                        dy, r * width + from, a[p], dx, m * width + from, count)));
            }
        }
    }

    /** y[r,j] = x[pair j of r], zeros behind. */
    record Table(Pairs pairs, int columns) implements PairOp {

        @Override
        public int[] shape(Tensor... in) {
            pairs.require("table", in[0].size(), pairs.count(), "numbers, one for each pair");
            for (int r = 0; r < pairs.rows(); r++) {
                if (pairs.length(r) > columns) {
                    throw new ShapeException("table", columns + " columns", pairs.length(r) + ", as row " + r);
                }
            }
            return new int[] {pairs.rows(), columns};
        }

        @Override
        public void forward(Tensor[] in, Tensor out) {
            Arrays.fill(out.buffer(), 0, out.size(), 0f);
            for (int r = 0; r < pairs.rows(); r++) {
                System.arraycopy(in[0].buffer(), pairs.offset(r), out.buffer(), r * columns, pairs.length(r));
            }
        }

        @Override
        public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
            var dx = gradient.into(0);
            for (int r = 0; r < pairs.rows(); r++) {
                System.arraycopy(gradient.output(), r * columns, dx, pairs.offset(r), pairs.length(r));
            }
        }
    }

    /** y[pair j of r] = x[r,j]. */
    record OfTable(Pairs pairs) implements PairOp {

        @Override
        public int[] shape(Tensor... in) {
            pairs.require("ofTable", in[0].rows(), pairs.rows(), "rows");
            for (int r = 0; r < pairs.rows(); r++) {
                if (pairs.length(r) > in[0].columns()) {
                    throw new ShapeException(
                            "ofTable", in[0].columns() + " columns", pairs.length(r) + ", as row " + r);
                }
            }
            return new int[] {pairs.count(), 1};
        }

        @Override
        public void forward(Tensor[] in, Tensor out) {
            int columns = in[0].columns();
            for (int r = 0; r < pairs.rows(); r++) {
                System.arraycopy(in[0].buffer(), r * columns, out.buffer(), pairs.offset(r), pairs.length(r));
            }
        }

        @Override
        public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
            int columns = in[0].columns();
            var dx = gradient.into(0);
            Arrays.fill(dx, 0, in[0].size(), 0f);
            for (int r = 0; r < pairs.rows(); r++) {
                System.arraycopy(gradient.output(), pairs.offset(r), dx, r * columns, pairs.length(r));
            }
        }
    }
}
