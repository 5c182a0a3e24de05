package carousel.tensor;

/** What {@link Pairs} computes once more, in plain double loops. */
final class DoublePairs {

    private DoublePairs() {}

    static void forward(PairOp op, double[][] x, double[] y, int width) {
        each(op.pairs(), (p, r, j, m) -> {
            switch (op) {
                case PairOp.Dots o ->
                    y[p] = dot(x[0], r, x[1], m, x[1].length / o.pairs().memoryRows());
                case PairOp.Mix o -> {
                    for (int c = 0; c < width; c++) {
                        y[r * width + c] += x[0][p] * x[1][m * width + c];
                    }
                }
                case PairOp.Table o -> y[r * o.columns() + j] = x[0][p];
                case PairOp.OfTable o -> y[p] = x[0][r * x[0].length / o.pairs().rows() + j];
            }
        });
    }

    static void adjoint(PairOp op, double[][] x, double[] dy, double[][] dx, int width) {
        each(op.pairs(), (p, r, j, m) -> {
            switch (op) {
                case PairOp.Dots o -> {
                    int columns = x[1].length / o.pairs().memoryRows();
                    for (int c = 0; c < columns; c++) {
                        dx[0][r * columns + c] += dy[p] * x[1][m * columns + c];
                        dx[1][m * columns + c] += dy[p] * x[0][r * columns + c];
                    }
                }
                case PairOp.Mix o -> {
                    for (int c = 0; c < width; c++) {
                        dx[0][p] += dy[r * width + c] * x[1][m * width + c];
                        dx[1][m * width + c] += dy[r * width + c] * x[0][p];
                    }
                }
                case PairOp.Table o -> dx[0][p] += dy[r * o.columns() + j];
                case PairOp.OfTable o -> dx[0][r * x[0].length / o.pairs().rows() + j] += dy[p];
            }
        });
    }

    static void forward(AdditivePairs op, double[][] x, double[] y) {
        int width = x[2].length;
        each(op.pairs(), (p, r, j, m) -> {
            for (int c = 0; c < width; c++) {
                y[p] += x[2][c] * inner(x, p, r, m, c);
            }
        });
    }

    static void adjoint(AdditivePairs op, double[][] x, double[] dy, double[][] dx) {
        int width = x[2].length;
        each(op.pairs(), (p, r, j, m) -> {
            for (int c = 0; c < width; c++) {
                double t = inner(x, p, r, m, c);
                double g = dy[p] * x[2][c] * (1 - t * t);
                dx[0][r * width + c] += g;
                dx[1][m * width + c] += g;
                dx[2][c] += dy[p] * t;
                if (x.length > 3) {
                    dx[3][p] += g * x[4][c];
                    dx[4][c] += g * x[3][p];
                }
            }
        });
    }

    private static double inner(double[][] x, int p, int r, int m, int c) {
        int width = x[2].length;
        return Math.tanh(x[0][r * width + c] + x[1][m * width + c] + (x.length > 3 ? x[3][p] * x[4][c] : 0));
    }

    private static double dot(double[] a, int r, double[] b, int m, int width) {
        double sum = 0;
        for (int c = 0; c < width; c++) {
            sum += a[r * width + c] * b[m * width + c];
        }
        return sum;
    }

    private interface Visit {
        void pair(int p, int r, int j, int m);
    }

    private static void each(Pairs pairs, Visit visit) {
        for (int r = 0, p = 0; r < pairs.rows(); r++) {
            for (int j = 0; j < pairs.length(r); j++, p++) {
                visit.pair(p, r, j, pairs.seen(r) + j);
            }
        }
    }
}
