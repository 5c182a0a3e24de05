package carousel.tensor;

import java.util.Arrays;

/** Every operation and its adjoint once more, in plain double loops: what the float code is held against. */
final class DoubleOps {

    private DoubleOps() {}

    static double[] forward(Op op, Tensor[] in, double[][] x, Tensor out) {
        var y = new double[out.size()];
        int width = out.columns();
        switch (op) {
            case UnaryOp o -> Arrays.setAll(y, i -> unary(o, x[0][i]));
            case BinaryOp o -> Arrays.setAll(y, i -> binary(o, x[0][index(in[0], out, i)], x[1][index(in[1], out, i)]));
            case Copy o -> Arrays.setAll(y, i -> x[0][i]);
            case ConstantOp.Scale o -> Arrays.setAll(y, i -> x[0][i] * o.factor());
            case ConstantOp.Shift o -> Arrays.setAll(y, i -> x[0][i] + o.addend());
            case Product o ->
                Arrays.setAll(y, i -> {
                    double sum = 0;
                    for (int k = 0; k < in[0].columns(); k++) {
                        sum += x[0][i / width * in[0].columns() + k] * x[1][weight(o.right(), in[1], k, i % width)];
                    }
                    return sum;
                });
            case Slice.Rows o -> Arrays.setAll(y, i -> x[0][o.from() * width + i]);
            case Slice.Columns o -> Arrays.setAll(y, i -> x[0][column(o, in[0], width, i)]);
            case Slice.Gather o -> Arrays.setAll(y, i -> x[0][o.ids()[i / width] * width + i % width]);
            case Concat.Columns o -> columns(in, x, y, width, Way.FORWARD);
            case Concat.Rows o -> rows(in, x, y, Way.FORWARD);
            case Reduction.Total o -> y[0] = Arrays.stream(x[0]).sum();
            case Reduction.RowSums o -> {
                for (int i = 0; i < x[0].length; i++) {
                    y[i / in[0].columns()] += x[0][i];
                }
            }
            case Softmax o -> segments(out, (from, to) -> softmax(x[0], y, from, to));
            case Normalize o -> segments(out, (from, to) -> normalize(x[0], y, from, to, o.epsilon()));
            case NegativeLogLikelihood o -> {
                for (int r = 0; r < y.length; r++) {
                    int from = r * in[0].columns();
                    y[r] = DoubleLosses.of(x[0], from, in[0].columns(), o.targets()[r], o.smoothing());
                }
            }
            case OutputLikelihood o -> {
                var scores = scores(o, in, x);
                int classes = in[2].size();
                for (int r = 0; r < y.length; r++) {
                    y[r] = DoubleLosses.of(scores, r * classes, classes, o.targets()[r], o.smoothing());
                }
            }
            case Segments.Spread o ->
                segments(o.segments(), (b, r) -> {
                    System.arraycopy(x[0], b * width, y, r * width, width);
                });
            case Segments.Weights o -> ranges(o.segments(), (from, to) -> softmax(x[0], y, from, to));
            case Segments.Max o ->
                segments(o.segments(), (b, r) -> {
                    boolean first = r == o.segments().offsets()[b];
                    for (int j = 0; j < width; j++) {
                        double value = x[0][r * width + j];
                        y[b * width + j] = first ? value : Math.max(y[b * width + j], value);
                    }
                });
            case PairOp o -> DoublePairs.forward(o, x, y, width);
            case AdditivePairs o -> DoublePairs.forward(o, x, y);
            case BlockAttention o -> DoubleBlocks.forward(o, x, y, width);
            case Mask o -> mask(o, x[0], y, width);
            default -> throw new IllegalStateException("the oracle does not know " + op);
        }
        return y;
    }

    static void adjoint(Op op, Tensor[] in, double[][] x, Tensor out, double[] y, double[] dy, double[][] dx) {
        int width = out.columns();
        switch (op) {
            case UnaryOp o -> each(dy, i -> dx[0][i] += dy[i] * derivative(o, x[0][i], y[i]));
            case BinaryOp o ->
                each(dy, i -> {
                    int a = index(in[0], out, i);
                    int b = index(in[1], out, i);
                    dx[0][a] += dy[i] * left(o, x[0][a], x[1][b]);
                    dx[1][b] += dy[i] * right(o, x[0][a], x[1][b]);
                });
            case ConstantOp.Scale o -> each(dy, i -> dx[0][i] += dy[i] * o.factor());
            case Copy o -> each(dy, i -> dx[0][i] += dy[i]);
            case ConstantOp.Shift o -> each(dy, i -> dx[0][i] += dy[i]);
            case Product o ->
                each(dy, i -> {
                    for (int k = 0; k < in[0].columns(); k++) {
                        int a = i / width * in[0].columns() + k;
                        int b = weight(o.right(), in[1], k, i % width);
                        dx[0][a] += dy[i] * x[1][b];
                        dx[1][b] += dy[i] * x[0][a];
                    }
                });
            case Slice.Rows o -> each(dy, i -> dx[0][o.from() * width + i] += dy[i]);
            case Slice.Columns o -> each(dy, i -> dx[0][column(o, in[0], width, i)] += dy[i]);
            case Slice.Gather o -> each(dy, i -> dx[0][o.ids()[i / width] * width + i % width] += dy[i]);
            case Concat.Columns o -> columns(in, dx, dy, width, Way.BACK);
            case Concat.Rows o -> rows(in, dx, dy, Way.BACK);
            case Reduction.Total o -> each(dx[0], i -> dx[0][i] += dy[0]);
            case Reduction.RowSums o -> each(dx[0], i -> dx[0][i] += dy[i / in[0].columns()]);
            case Softmax o -> segments(out, (from, to) -> softmaxAdjoint(y, dy, dx[0], from, to));
            case Normalize o ->
                segments(out, (from, to) -> normalizeAdjoint(x[0], y, dy, dx[0], from, to, o.epsilon()));
            case NegativeLogLikelihood o -> {
                for (int r = 0; r < dy.length; r++) {
                    int from = r * in[0].columns();
                    for (int i = 0; i < in[0].columns(); i++) {
                        dx[0][from + i] += dy[r]
                                * DoubleLosses.slope(x[0], from, in[0].columns(), i, o.targets()[r], o.smoothing());
                    }
                }
            }
            case OutputLikelihood o -> {
                var scores = scores(o, in, x);
                int classes = in[2].size();
                for (int i = 0; i < scores.length; i++) {
                    int r = i / classes;
                    double g = dy[r]
                            * DoubleLosses.slope(
                                    scores, r * classes, classes, i % classes, o.targets()[r], o.smoothing());
                    dx[2][i % classes] += g;
                    for (int k = 0; k < in[0].columns(); k++) {
                        int a = r * in[0].columns() + k;
                        int b = weight(o.orientation(), in[1], k, i % classes);
                        dx[0][a] += g * x[1][b];
                        dx[1][b] += g * x[0][a];
                    }
                }
            }
            case Segments.Spread o ->
                segments(o.segments(), (b, r) -> {
                    for (int j = 0; j < width; j++) {
                        dx[0][b * width + j] += dy[r * width + j];
                    }
                });
            case Segments.Weights o -> ranges(o.segments(), (from, to) -> softmaxAdjoint(y, dy, dx[0], from, to));
            case Segments.Max o ->
                segments(o.segments(), (b, r) -> {
                    for (int j = 0; j < width; j++) {
                        dx[0][r * width + j] += x[0][r * width + j] == y[b * width + j] ? dy[b * width + j] : 0;
                    }
                });
            case PairOp o -> DoublePairs.adjoint(o, x, dy, dx, width);
            case AdditivePairs o -> DoublePairs.adjoint(o, x, dy, dx);
            case BlockAttention o -> DoubleBlocks.adjoint(o, x, dy, dx, width);
            case Mask o -> {
                var masked = new double[dy.length];
                mask(o, dy, masked, width);
                each(dy, i -> dx[0][i] += masked[i]);
            }
            default -> throw new IllegalStateException("the oracle does not know " + op);
        }
    }

    private static double unary(UnaryOp op, double x) {
        return switch (op.function()) {
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case RELU -> Math.max(0, x);
            case SQUARE -> x * x;
            case SQRT -> Math.sqrt(x);
            case RECIPROCAL -> 1 / x;
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case TANH -> Math.tanh(x);
            case EXP -> Math.exp(x);
            case LOG -> Math.log(x);
        };
    }

    private static double derivative(UnaryOp op, double x, double y) {
        return switch (op.function()) {
            case NEGATE -> -1;
            case ABS -> Math.signum(x);
            case RELU -> x > 0 ? 1 : 0;
            case SQUARE -> 2 * x;
            case SQRT -> 0.5 / y;
            case RECIPROCAL -> -y * y;
            case SIGMOID -> y * (1 - y);
            case TANH -> 1 - y * y;
            case EXP -> y;
            case LOG -> 1 / x;
        };
    }

    private static double binary(BinaryOp op, double a, double b) {
        return switch (op.function()) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case TIMES -> a * b;
            case DIVIDE -> a / b;
            case MAXIMUM -> Math.max(a, b);
        };
    }

    private static double left(BinaryOp op, double a, double b) {
        return switch (op.function()) {
            case PLUS, MINUS -> 1;
            case TIMES -> b;
            case DIVIDE -> 1 / b;
            case MAXIMUM -> a >= b ? 1 : 0;
        };
    }

    private static double right(BinaryOp op, double a, double b) {
        return switch (op.function()) {
            case PLUS -> 1;
            case MINUS -> -1;
            case TIMES -> a;
            case DIVIDE -> -a / (b * b);
            case MAXIMUM -> a >= b ? 0 : 1;
        };
    }

    /** Where element i of the whole finds its operand. */
    private static int index(Tensor operand, Tensor whole, int i) {
        if (operand.size() == whole.size()) {
            return i;
        }
        if (operand.size() == 1) {
            return 0;
        }
        return operand.rows() == 1 ? i % whole.columns() : i / whole.columns();
    }

    private static double[] scores(OutputLikelihood op, Tensor[] in, double[][] x) {
        int classes = in[2].size();
        var scores = new double[in[0].rows() * classes];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = x[2][i % classes];
            for (int k = 0; k < in[0].columns(); k++) {
                scores[i] +=
                        x[0][i / classes * in[0].columns() + k] * x[1][weight(op.orientation(), in[1], k, i % classes)];
            }
        }
        return scores;
    }

    private static int weight(Orientation orientation, Tensor w, int inner, int outer) {
        return orientation == Orientation.PLAIN ? inner * w.columns() + outer : outer * w.columns() + inner;
    }

    private static int column(Slice.Columns op, Tensor whole, int width, int i) {
        return i / width * whole.columns() + op.from() + i % width;
    }

    private enum Way {
        FORWARD,
        BACK
    }

    private static void columns(Tensor[] in, double[][] parts, double[] whole, int width, Way way) {
        int at = 0;
        for (int p = 0; p < in.length; p++) {
            int columns = in[p].columns();
            for (int i = 0; i < parts[p].length; i++) {
                move(parts[p], i, whole, i / columns * width + at + i % columns, way);
            }
            at += columns;
        }
    }

    private static void rows(Tensor[] in, double[][] parts, double[] whole, Way way) {
        int at = 0;
        for (int p = 0; p < in.length; p++) {
            for (int i = 0; i < parts[p].length; i++) {
                move(parts[p], i, whole, at++, way);
            }
        }
    }

    private static void move(double[] part, int i, double[] whole, int j, Way way) {
        if (way == Way.FORWARD) {
            whole[j] = part[i];
        } else {
            part[i] += whole[j];
        }
    }

    private interface Range {
        void over(int from, int to);
    }

    private static void segments(Tensor rows, Range range) {
        for (int r = 0; r < rows.rows(); r++) {
            range.over(r * rows.columns(), (r + 1) * rows.columns());
        }
    }

    private static void ranges(Segments segments, Range range) {
        for (int b = 0; b < segments.count(); b++) {
            range.over(segments.offsets()[b], segments.offsets()[b + 1]);
        }
    }

    /** Every row r of every segment b. */
    private static void segments(Segments segments, Range visit) {
        for (int b = 0; b < segments.count(); b++) {
            for (int r = segments.offsets()[b]; r < segments.offsets()[b + 1]; r++) {
                visit.over(b, r);
            }
        }
    }

    static double logSumExp(double[] x, int from, int to) {
        double max = Arrays.stream(x, from, to).max().orElse(0);
        return max
                + Math.log(
                        Arrays.stream(x, from, to).map(v -> Math.exp(v - max)).sum());
    }

    private static void softmax(double[] x, double[] y, int from, int to) {
        double sum = logSumExp(x, from, to);
        for (int i = from; i < to; i++) {
            y[i] = Math.exp(x[i] - sum);
        }
    }

    private static void softmaxAdjoint(double[] y, double[] dy, double[] dx, int from, int to) {
        double dot = 0;
        for (int i = from; i < to; i++) {
            dot += y[i] * dy[i];
        }
        for (int i = from; i < to; i++) {
            dx[i] += y[i] * (dy[i] - dot);
        }
    }

    private static void normalize(double[] x, double[] y, int from, int to, double epsilon) {
        double mean = Arrays.stream(x, from, to).average().orElse(0);
        double deviation = deviation(x, from, to, mean, epsilon);
        for (int i = from; i < to; i++) {
            y[i] = (x[i] - mean) / deviation;
        }
    }

    private static double deviation(double[] x, int from, int to, double mean, double epsilon) {
        double variance = Arrays.stream(x, from, to)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(0);
        return Math.sqrt(variance + epsilon);
    }

    private static void normalizeAdjoint(
            double[] x, double[] y, double[] dy, double[] dx, int from, int to, double epsilon) {
        double deviation =
                deviation(x, from, to, Arrays.stream(x, from, to).average().orElse(0), epsilon);
        double mean = Arrays.stream(dy, from, to).average().orElse(0);
        double product = 0;
        for (int i = from; i < to; i++) {
            product += dy[i] * y[i] / (to - from);
        }
        for (int i = from; i < to; i++) {
            dx[i] += (dy[i] - mean - y[i] * product) / deviation;
        }
    }

    private static void mask(Mask op, double[] x, double[] y, int width) {
        long site = op.step().key(op.site());
        for (int i = 0; i < x.length; i++) {
            long row = Step.key(site, op.examples()[i / width], op.times()[i / width]);
            y[i] = Step.uniform(row, i % width) >= op.rate() ? x[i] / (1 - op.rate()) : 0;
        }
    }

    private interface Index {
        void at(int i);
    }

    private static void each(double[] values, Index visit) {
        for (int i = 0; i < values.length; i++) {
            visit.at(i);
        }
    }
}
