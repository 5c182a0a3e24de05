package carousel.tensor;

import carousel.kernel.Arithmetic;
import carousel.kernel.Binary;
import carousel.kernel.Rows;
import java.util.List;

/**
 * z = a op b, element by element. One side may be smaller: a row [n] (or [1,n]) is repeated for every row of the other
 * side, a column [m,1] for every column, one element for all.
 *
 * <p>The gradient of a repeated row is a chain of additions over the rows from last to first, that of a repeated column the
 * sum of each row.
 */
record BinaryOp(Binary function) implements Pointwise {
    /** Elements that stay in the second-level cache. */
    private static final int CACHED = 32 * 1024;

    @Override
    public String name() {
        return function.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public int[] shape(Tensor... in) {
        var larger = whole(in[0], in[1]);
        Repeat.of(in[0], larger, this);
        Repeat.of(in[1], larger, this);
        return larger.shape();
    }

    private static Tensor whole(Tensor a, Tensor b) {
        if (a.rank() != b.rank()) {
            return a.rank() > b.rank() ? a : b;
        }
        if (a.columns() != b.columns()) {
            return a.columns() > b.columns() ? a : b;
        }
        return a.rows() == 1 ? b : a; // the other may have no rows at all
    }

    @Override
    public void forward(Tensor[] in, Tensor out) {
        var z = out.buffer();
        var left = Repeat.of(in[0], out, this);
        var right = Repeat.of(in[1], out, this);
        if (right == Repeat.ROW && left == Repeat.NONE) {
            beside(in[0].buffer(), in[1].buffer(), out);
            return;
        }
        var a = left.expanded(in[0], out, z);
        var b = right.expanded(in[1], out, z);
        Split.over(out.size(), (from, to) -> function.apply(a, b, z, from, to));
    }

    /** z = a op row, some rows at a time, so that what the row is repeated into is still in a cache. */
    private void beside(float[] a, float[] row, Tensor out) {
        var z = out.buffer();
        int width = out.columns();
        int some = Math.max(1, CACHED / Math.max(1, width));
        Split.rows(out.rows(), width, (from, to) -> {
            for (int r = from; r < to; r += some) {
                int end = Math.min(to, r + some);
                Rows.tile(row, width, end - r, z, r);
                function.apply(a, z, z, r * width, end * width);
            }
        });
    }

    @Override
    public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
        var dz = gradient.output();
        var z = out.buffer();
        var a = operand(0, in, out, gradient);
        var b = operand(1, in, out, gradient);
        if (gradient.wants(0)) {
            var repeat = Repeat.of(in[0], out, this);
            var da = repeat.target(0, out, gradient);
            Split.over(out.size(), (from, to) -> function.adjointLeft(dz, a, b, z, da, from, to));
            repeat.reduce(0, da, out, gradient);
        }
        if (gradient.wants(1)) {
            var repeat = Repeat.of(in[1], out, this);
            var db = repeat.target(1, out, gradient);
            Split.over(out.size(), (from, to) -> function.adjointRight(dz, a, b, z, db, from, to));
            repeat.reduce(1, db, out, gradient);
        }
    }

    @Override
    public <E> E value(Arithmetic<E> m, List<E> x) {
        return function.value(m, x.get(0), x.get(1));
    }

    @Override
    public <E> E adjoint(Arithmetic<E> m, int i, E dy, List<E> x, E y) {
        return i == 0
                ? function.adjointLeft(m, dy, x.get(0), x.get(1), y)
                : function.adjointRight(m, dy, x.get(0), x.get(1), y);
    }

    private float[] operand(int i, Tensor[] in, Tensor out, Adjoint gradient) {
        var repeat = Repeat.of(in[i], out, this);
        return repeat == Repeat.NONE || function == Binary.PLUS || function == Binary.MINUS
                ? in[i].buffer()
                : repeat.expanded(in[i], out, gradient.scratch(out.size()));
    }

    /** How an operand is repeated to the size of the result. */
    private enum Repeat {
        NONE,
        ROW,
        COLUMN,
        ELEMENT;

        static Repeat of(Tensor operand, Tensor whole, BinaryOp op) {
            if (operand.size() == whole.size() && operand.columns() == whole.columns()) {
                return NONE;
            }
            if (operand.size() == 1) {
                return ELEMENT;
            }
            if (operand.rows() == 1 && operand.columns() == whole.columns()) {
                return ROW;
            }
            if (operand.columns() == 1 && operand.rows() == whole.rows()) {
                return COLUMN;
            }
            throw new ShapeException(
                    op.name(),
                    ShapeException.of(operand.shape()) + " with " + ShapeException.of(whole.shape()),
                    "equal shapes, a row [" + whole.columns() + "] or a column [" + whole.rows() + ", 1]");
        }

        /** The operand at the result's size: itself, or its values repeated in {@code space}. */
        float[] expanded(Tensor operand, Tensor whole, float[] space) {
            var values = operand.buffer();
            switch (this) {
                case NONE -> {
                    return values;
                }
                case ROW -> Rows.tile(values, whole.columns(), whole.rows(), space);
                case COLUMN -> Rows.spread(values, whole.rows(), whole.columns(), space);
                case ELEMENT -> java.util.Arrays.fill(space, 0, whole.size(), values[0]);
            }
            return space;
        }

        float[] target(int i, Tensor whole, Adjoint gradient) {
            return this == NONE ? gradient.into(i) : gradient.scratch(whole.size());
        }

        /** Adds the contribution of every repetition up. */
        void reduce(int i, float[] contribution, Tensor whole, Adjoint gradient) {
            int rows = whole.rows();
            int columns = whole.columns();
            switch (this) {
                case NONE -> {}
                case ROW -> Rows.addColumnSums(contribution, rows, columns, gradient.adding(i));
                case COLUMN -> {
                    var sums = gradient.into(i);
                    for (int r = 0; r < rows; r++) {
                        sums[r] = Rows.sum(contribution, r * columns, columns);
                    }
                }
                case ELEMENT -> gradient.adding(i)[0] += Rows.sum(contribution, 0, whole.size());
            }
        }
    }
}
