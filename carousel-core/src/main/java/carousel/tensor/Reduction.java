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
    record RowSums() implements Reduction {

        @Override
        public int[] shape(Tensor... in) {
            return new int[] {in[0].rows(), 1};
        }

        @Override
        public void forward(Tensor[] in, Tensor out) {
            var x = in[0].buffer();
            int width = in[0].columns();
            var y = out.buffer();
            for (int r = 0; r < out.rows(); r++) {
                y[r] = Rows.sum(x, r * width, width);
            }
        }

        @Override
        public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
            Rows.spread(gradient.output(), in[0].rows(), in[0].columns(), gradient.into(0));
        }
    }
}
