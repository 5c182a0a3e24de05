package carousel.recurrent.layout;

import carousel.recurrent.Cell;
import carousel.recurrent.cell.Gru;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.Rnn;
import carousel.tensor.Tensor;
import java.util.Map;

/**
 * {@code SimpleRNN}, {@code LSTM} and {@code GRU} as Keras documents them, in plain double loops over Keras' weights. Its
 * gates are i f c o and z r h; its update gate keeps the old state.
 */
final class KerasLoops {
    private final Tensor kernel;
    private final Tensor recurrent;
    private final Tensor bias;
    private final int units;
    private double[] x;
    private double[] h;

    private KerasLoops(Map<String, Tensor> weights) {
        kernel = weights.get("kernel");
        recurrent = weights.get("recurrent_kernel");
        bias = weights.get("bias");
        units = recurrent.rows();
        h = new double[units];
    }

    static double[][] outputs(Cell<?> cell, Map<String, Tensor> weights, double[]... inputs) {
        var loops = new KerasLoops(weights);
        var c = new double[loops.units];
        var outputs = new double[inputs.length][];
        for (int t = 0; t < inputs.length; t++) {
            loops.x = inputs[t];
            outputs[t] = switch (cell) {
                case Rnn _ -> loops.simple();
                case Lstm _ -> loops.lstm(c);
                case Gru _ -> loops.gruResetAfter();
                default -> loops.gruResetBefore();
            };
            loops.h = outputs[t];
        }
        return outputs;
    }

    /** output = relu(x W + b + h U). */
    private double[] simple() {
        var next = new double[units];
        for (int j = 0; j < units; j++) {
            next[j] = Math.max(0, input(j) + bias.at(0, j) + state(h, j));
        }
        return next;
    }

    /** c = f c + i tanh(x_c + h U_c); h = o tanh(c). */
    private double[] lstm(double... c) {
        var next = new double[units];
        for (int j = 0; j < units; j++) {
            double i = sigmoid(one(j));
            double f = sigmoid(one(units + j));
            c[j] = f * c[j] + i * Math.tanh(one(2 * units + j));
            next[j] = sigmoid(one(3 * units + j)) * Math.tanh(c[j]);
        }
        return next;
    }

    /** hh = tanh(x_h + r (h U_h + b_h)); h = z h + (1 - z) hh. */
    private double[] gruResetAfter() {
        var next = new double[units];
        for (int j = 0; j < units; j++) {
            double z = sigmoid(input(j) + bias.at(0, j) + state(h, j) + bias.at(1, j));
            int r = units + j;
            double reset = sigmoid(input(r) + bias.at(0, r) + state(h, r) + bias.at(1, r));
            int n = 2 * units + j;
            double fresh = Math.tanh(input(n) + bias.at(0, n) + reset * (state(h, n) + bias.at(1, n)));
            next[j] = z * h[j] + (1 - z) * fresh;
        }
        return next;
    }

    /** hh = tanh(x_h + (r h) U_h); h = z h + (1 - z) hh. */
    private double[] gruResetBefore() {
        var reset = new double[units];
        for (int j = 0; j < units; j++) {
            reset[j] = sigmoid(one(units + j)) * h[j];
        }
        var next = new double[units];
        for (int j = 0; j < units; j++) {
            double z = sigmoid(one(j));
            int n = 2 * units + j;
            double fresh = Math.tanh(input(n) + bias.at(0, n) + state(reset, n));
            next[j] = z * h[j] + (1 - z) * fresh;
        }
        return next;
    }

    private double one(int column) {
        return input(column) + bias.at(0, column) + state(h, column);
    }

    private double input(int column) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += x[k] * kernel.at(k, column);
        }
        return sum;
    }

    private double state(double[] h, int column) {
        double sum = 0;
        for (int k = 0; k < units; k++) {
            sum += h[k] * recurrent.at(k, column);
        }
        return sum;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
