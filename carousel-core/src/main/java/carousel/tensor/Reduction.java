package carousel.tensor;

import carousel.kernel.Rows;
import java.util.Arrays;

/** Sums: of everything, of each row. */
sealed interface Reduction extends Op {

    /** y = sum of x: the sums of the rows, added in rising order in double. */
    record Total() implements Reduction {

        @Override
        public int[] shape(Tensor... in) {
            return new int[0];
        }

        @Override
        public void forward(Tensor[] in, Tensor out) {
            var x = in[0].buffer();
            int width = in[0].columns();
            double sum = 0;
            for (int r = 0; r < in[0].rows(); r++) {
                sum += Rows.sum(x, r * width, width);
            }
            out.buffer()[0] = (float) sum;
        }

        @Override
        public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
            Arrays.fill(gradient.into(0), 0, in[0].size(), gradient.output()[0]);
        }
    }

    /** y[r] = sum of row r. */
    record RowSums() implements Reduction, RowWise {

        @Override
        public int columns(int width) {
            return 1;
        }

        @Override
        public int[] shape(Tensor... in) {
            return RowWise.super.shape(in);
        }

        @Override
        public void row(float[] x, int xOff, int width, float[] y, int yOff) {
            y[yOff] = Rows.sum(x, xOff, width);
        }

        @Override
        public void rowAdjoint(
                float[] dy, int dyOff, float[] x, int xOff, float[] y, int yOff, int width, float[] dx, int dxOff) {
            Arrays.fill(dx, dxOff, dxOff + width, dy[dyOff]);
        }
    }
}
