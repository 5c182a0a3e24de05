package carousel.tensor;

import carousel.kernel.Elementwise;

/** Parts of a matrix, copied out; the adjoint adds into that part. */
public sealed interface Slice extends Op {

    private static void require(String operation, int from, int to, int length) {
        if (from < 0 || to < from || to > length) {
            throw new ShapeException(operation, from + " to " + to, "a range within 0 to " + length);
        }
    }

    /** y = rows from to to of x. */
    record Rows(int from, int to) implements Slice {

        @Override
        public int[] shape(Tensor... in) {
            require("rows", from, to, in[0].rows());
            return new int[] {to - from, in[0].columns()};
        }

        @Override
        public void forward(Tensor[] in, Tensor out) {
            System.arraycopy(in[0].buffer(), from * out.columns(), out.buffer(), 0, out.size());
        }

        @Override
        public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
            Elementwise.addAt(gradient.output(), 0, gradient.adding(0), from * out.columns(), out.size());
        }
    }

    /** y = columns from to to of x. */
    record Columns(int from, int to) implements Slice {

        @Override
        public int[] shape(Tensor... in) {
            require("columns", from, to, in[0].columns());
            var shape = in[0].shape();
            shape[shape.length - 1] = to - from;
            return shape;
        }

        @Override
        public void forward(Tensor[] in, Tensor out) {
            Concat.copyColumns(
                    in[0].buffer(), in[0].columns(), from, out.buffer(), out.columns(), 0, to - from, out.rows());
        }

        @Override
        public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
            var dy = gradient.output();
            var dx = gradient.adding(0);
            int width = to - from;
            int columns = in[0].columns();
            Split.rows(out.rows(), width, (first, last) -> {
                for (int r = first; r < last; r++) {
                    Elementwise.addAt(dy, r * width, dx, r * columns + from, width);
                }
            });
        }
    }

    /** Row i of y is row ids[i] of the table; the adjoint adds rows from last to first. */
    record Gather(int[] ids) implements Slice {

        @Override
        public int[] shape(Tensor... in) {
            int rows = in[0].rows();
            for (int id : ids) {
                if (id < 0 || id >= rows) {
                    throw new ShapeException("gather", "row " + id, "a row within 0 to " + (rows - 1));
                }
            }
            return new int[] {ids.length, in[0].columns()};
        }

        @Override
        public void forward(Tensor[] in, Tensor out) {
            var table = in[0].buffer();
            var y = out.buffer();
            int width = out.columns();
            for (int i = 0; i < ids.length; i++) {
                System.arraycopy(table, ids[i] * width, y, i * width, width);
            }
        }

        @Override
        public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
            var dy = gradient.output();
            var dtable = gradient.addingRows(0, ids);
            int width = out.columns();
            for (int i = ids.length - 1; i >= 0; i--) {
                Elementwise.addAt(dy, i * width, dtable, ids[i] * width, width);
            }
        }
    }
}
