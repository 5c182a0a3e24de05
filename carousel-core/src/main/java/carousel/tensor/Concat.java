package carousel.tensor;

/** Several matrices as one; the adjoint cuts the gradient apart again. */
public sealed interface Concat extends Op {

    /** Copies a block of columns of one row-major matrix into another. */
    static void copyColumns(
            float[] x, int xWidth, int xColumn, float[] y, int yWidth, int yColumn, int width, int rows) {
        Split.rows(rows, width, (first, last) -> {
            for (int r = first; r < last; r++) {
                System.arraycopy(x, r * xWidth + xColumn, y, r * yWidth + yColumn, width);
            }
        });
    }

    /** Blocks side by side. */
    record Columns() implements Concat {

        @Override
        public int[] shape(Tensor... in) {
            int width = 0;
            for (var block : in) {
                if (block.rows() != in[0].rows()) {
                    throw new ShapeException(
                            "concatColumns", block.rows() + " rows", in[0].rows() + " as the first block");
                }
                width += block.columns();
            }
            return new int[] {in[0].rows(), width};
        }

        @Override
        public void forward(Tensor[] in, Tensor out) {
            int at = 0;
            for (var block : in) {
                copyColumns(
                        block.buffer(),
                        block.columns(),
                        0,
                        out.buffer(),
                        out.columns(),
                        at,
                        block.columns(),
                        out.rows());
                at += block.columns();
            }
        }

        @Override
        public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
            int at = 0;
            for (int i = 0; i < in.length; i++) {
                int width = in[i].columns();
                if (gradient.wants(i)) {
                    copyColumns(gradient.output(), out.columns(), at, gradient.into(i), width, 0, width, out.rows());
                }
                at += width;
            }
        }
    }

    /** Blocks one below the other. */
    record Rows() implements Concat {

        @Override
        public int[] shape(Tensor... in) {
            int rows = 0;
            for (var block : in) {
                if (block.columns() != in[0].columns()) {
                    throw new ShapeException(
                            "concatRows", block.columns() + " columns", in[0].columns() + " as the first block");
                }
                rows += block.rows();
            }
            return new int[] {rows, in[0].columns()};
        }

        @Override
        public void forward(Tensor[] in, Tensor out) {
            int at = 0;
            for (var block : in) {
                System.arraycopy(block.buffer(), 0, out.buffer(), at, block.size());
                at += block.size();
            }
        }

        @Override
        public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
            int at = 0;
            for (int i = 0; i < in.length; i++) {
                if (gradient.wants(i)) {
                    System.arraycopy(gradient.output(), at, gradient.into(i), 0, in[i].size());
                }
                at += in[i].size();
            }
        }
    }
}
