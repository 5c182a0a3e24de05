package carousel.tensor;

import java.util.Arrays;

/** What {@link Blocks} computes once more, in plain double loops. */
final class DoubleBlocks {

    private DoubleBlocks() {}

    static void forward(BlockAttention op, double[][] x, double[] y, int width) {
        each(op, x, width, (row, seen, head, from, weights) -> {
            for (int j = 0; j < weights.length; j++) {
                for (int c = from; c < from + width / op.heads(); c++) {
                    y[row * width + c] += weights[j] * x[2][seen[j] * width + c];
                }
            }
        });
    }

    static void adjoint(BlockAttention op, double[][] x, double[] dy, double[][] dx, int width) {
        int depth = width / op.heads();
        each(op, x, width, (row, seen, head, from, weights) -> {
            var dw = new double[weights.length];
            double mean = 0;
            for (int j = 0; j < weights.length; j++) {
                for (int c = from; c < from + depth; c++) {
                    dw[j] += dy[row * width + c] * x[2][seen[j] * width + c];
                    dx[2][seen[j] * width + c] += dy[row * width + c] * weights[j];
                }
                mean += weights[j] * dw[j];
            }
            for (int j = 0; j < weights.length; j++) {
                double slope = weights[j] * (dw[j] - mean) / Math.sqrt(depth);
                for (int c = from; c < from + depth; c++) {
                    dx[0][row * width + c] += slope * x[1][seen[j] * width + c];
                    dx[1][seen[j] * width + c] += slope * x[0][row * width + c];
                }
            }
        });
    }

    private interface Visit {
        void row(int row, int[] seen, int head, int from, double... weights);
    }

    private static void each(BlockAttention op, double[][] x, int width, Visit visit) {
        int depth = width / op.heads();
        for (int b = 0; b < op.blocks().count(); b++) {
            for (int i = 0; i < op.blocks().looking(b).length; i++) {
                int row = op.blocks().looking(b)[i];
                var seen = Arrays.copyOfRange(
                        op.blocks().seen(b),
                        op.blocks().begin(b, i),
                        op.blocks().end(b, i));
                for (int head = 0; head < op.heads(); head++) {
                    int from = head * depth;
                    var weights = new double[seen.length];
                    double sum = 0;
                    for (int j = 0; j < weights.length; j++) {
                        double score = 0;
                        for (int c = from; c < from + depth; c++) {
                            score += x[0][row * width + c] * x[1][seen[j] * width + c];
                        }
                        int distance = weights.length - 1 - j;
                        weights[j] =
                                Math.exp(score / Math.sqrt(depth) - op.blocks().slope(head, op.heads()) * distance);
                        sum += weights[j];
                    }
                    for (int j = 0; j < weights.length; j++) {
                        weights[j] /= sum;
                    }
                    visit.row(row, seen, head, from, weights);
                }
            }
        }
    }
}
