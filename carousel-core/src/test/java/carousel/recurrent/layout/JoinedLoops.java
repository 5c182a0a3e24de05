package carousel.recurrent.layout;

import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;

/** The LSTM of textbooks in plain double loops: input and state side by side, one matrix, gates f i o and candidate. */
final class JoinedLoops {
    private JoinedLoops() {}

    static double[][] outputs(Map<String, Tensor> weights, double[]... inputs) {
        var weight = weights.get("weight");
        var bias = weights.get("bias");
        int units = bias.size() / 4;
        var c = new double[units];
        var h = new double[units];
        var outputs = new double[inputs.length][];
        for (int t = 0; t < inputs.length; t++) {
            var joined = Arrays.copyOf(inputs[t], inputs[t].length + units);
            System.arraycopy(h, 0, joined, inputs[t].length, units);
            h = new double[units];
            for (int j = 0; j < units; j++) {
                double forget = sigmoid(sum(joined, weight, bias, j));
                double ingate = sigmoid(sum(joined, weight, bias, units + j));
                double outgate = sigmoid(sum(joined, weight, bias, 2 * units + j));
                double change = Math.tanh(sum(joined, weight, bias, 3 * units + j));
                c[j] = c[j] * forget + ingate * change;
                h[j] = outgate * Math.tanh(c[j]);
            }
            outputs[t] = h;
        }
        return outputs;
    }

    private static double sum(double[] joined, Tensor weight, Tensor bias, int column) {
        double sum = bias.at(0, column);
        for (int k = 0; k < joined.length; k++) {
            sum += joined[k] * weight.at(k, column);
        }
        return sum;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
