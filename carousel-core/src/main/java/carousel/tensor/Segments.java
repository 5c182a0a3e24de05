package carousel.tensor;

import carousel.kernel.Elementwise;
import java.util.Arrays;

/**
 * How the rows of a packed tensor fall into segments, one below the other: segment b is rows offsets[b] to offsets[b + 1].
 * A segment may be empty. Immutable.
 */
public record Segments(int... offsets) {

    public Segments {
        if (offsets.length == 0 || offsets[0] != 0) {
            throw new ShapeException("segments", Arrays.toString(offsets), "offsets that begin with 0");
        }
        for (int b = 1; b < offsets.length; b++) {
            if (offsets[b] < offsets[b - 1]) {
                throw new ShapeException("segments", Arrays.toString(offsets), "offsets that never fall");
            }
        }
        offsets = offsets.clone();
    }

    /** The number of segments. */
    public int count() {
        return offsets.length - 1;
    }

    /** The number of rows of all segments. */
    public int rows() {
        return offsets[count()];
    }

    /** The first row of segment b; {@code offset(count())} is the number of rows. */
    public int offset(int b) {
        return offsets[b];
    }

    /** The rows of segment b. */
    public int length(int b) {
        return offsets[b + 1] - offsets[b];
    }

    /** The first {@code count} segments. */
    public Segments first(int count) {
        return count == count() ? this : new Segments(Arrays.copyOf(offsets, count + 1));
    }

    /** Row b of [B,F] repeated for every row of segment b. */
    public Tensor spread(Tensor rows) {
        return Tensor.apply(new Spread(this), rows);
    }

    /** Softmax of scores [M,1] within each segment; an empty segment has no weights. */
    public Tensor softmax(Tensor scores) {
        return Tensor.apply(new Weights(this), scores);
    }

    /** The sum of the rows [M,F] within each segment, each times its weight [M,1]: [B,F]; zeros for an empty segment. */
    public Tensor mix(Tensor rows, Tensor weights) {
        return Pairs.each(this).mix(weights, rows);
    }

    /** The largest of each column of the rows [M,F] within each segment: [B,F]; zeros for an empty segment. */
    public Tensor max(Tensor rows) {
        return Tensor.apply(new Max(this), rows);
    }

    private void require(String operation, int given, int needed, String what) {
        if (given != needed) {
            throw new ShapeException(operation, given + " rows", needed + ", one for each " + what);
        }
    }

    /** y[row] = x[b] for every row of segment b. */
    record Spread(Segments segments) implements Op {

        @Override
        public int[] shape(Tensor... in) {
            segments.require("spread", in[0].rows(), segments.count(), "segment");
            return new int[] {segments.rows(), in[0].columns()};
        }

        @Override
        public void forward(Tensor[] in, Tensor out) {
            int width = out.columns();
            for (int b = 0; b < segments.count(); b++) {
                for (int r = segments.offsets[b]; r < segments.offsets[b + 1]; r++) {
                    System.arraycopy(in[0].buffer(), b * width, out.buffer(), r * width, width);
                }
            }
        }

        @Override
        public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
            var dx = gradient.adding(0);
            int width = out.columns();
            for (int b = 0; b < segments.count(); b++) {
                for (int r = segments.offsets[b + 1] - 1; r >= segments.offsets[b]; r--) {
                    Elementwise.addAt(gradient.output(), r * width, dx, b * width, width);
                }
            }
        }
    }

    /** Softmax within each segment of a column of scores. */
    record Weights(Segments segments) implements Op {
        private static final Softmax SOFTMAX = new Softmax();

        @Override
        public int[] shape(Tensor... in) {
            segments.require("softmax", in[0].size(), segments.rows(), "row of a segment");
            return in[0].shape();
        }

        @Override
        public void forward(Tensor[] in, Tensor out) {
            for (int b = 0; b < segments.count(); b++) {
                int from = segments.offsets[b];
                SOFTMAX.row(in[0].buffer(), from, segments.offsets[b + 1] - from, out.buffer(), from);
            }
        }

        @Override
        public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
            var dx = gradient.into(0);
            for (int b = 0; b < segments.count(); b++) {
                int from = segments.offsets[b];
                int length = segments.offsets[b + 1] - from;
                SOFTMAX.rowAdjoint(gradient.output(), from, in[0].buffer(), from, out.buffer(), from, length, dx, from);
            }
        }
    }

    /** y[b,j] = the largest x[r,j] of segment b; of equals the first, which alone gets the gradient. */
    record Max(Segments segments) implements Op {

        @Override
        public int[] shape(Tensor... in) {
            segments.require("max", in[0].rows(), segments.rows(), "row of a segment");
            return new int[] {segments.count(), in[0].columns()};
        }

        @Override
        public void forward(Tensor[] in, Tensor out) {
            int width = out.columns();
            for (int b = 0; b < segments.count(); b++) {
                for (int j = 0; j < width; j++) {
                    int row = row(in[0].buffer(), b, j, width);
                    out.buffer()[b * width + j] = row < 0 ? 0f : in[0].buffer()[row * width + j];
                }
            }
        }

        @Override
        public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
            var dx = gradient.adding(0);
            int width = out.columns();
            for (int b = 0; b < segments.count(); b++) {
                for (int j = 0; j < width; j++) {
                    int row = row(in[0].buffer(), b, j, width);
                    if (row >= 0) {
                        dx[row * width + j] += gradient.output()[b * width + j];
                    }
                }
            }
        }

        /** The row of the largest element, -1 where there is none. */
        private int row(float[] x, int b, int j, int width) {
            int largest = -1;
            for (int r = segments.offsets[b]; r < segments.offsets[b + 1]; r++) {
                if (largest < 0 || x[r * width + j] > x[largest * width + j]) {
                    largest = r;
                }
            }
            return largest;
        }
    }
}
