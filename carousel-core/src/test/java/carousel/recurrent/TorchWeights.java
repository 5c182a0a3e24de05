package carousel.recurrent;

import carousel.recurrent.cell.Gru;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.Rnn;
import carousel.recurrent.cell.Update;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;

/**
 * The weights of a recurrent layer of PyTorch, and how they and ours turn into each other (docs/EQUATIONS.md): our matrices
 * are the transposes, our bias is the sum of both, but for the GRU's n, whose second bias stands inside the reset product.
 *
 * @param weightIh [GH,F], G gates in PyTorch's order, which is ours
 * @param weightHh [GH,H]
 * @param biasIh [GH]
 * @param biasHh [GH]
 */
record TorchWeights(Tensor weightIh, Tensor weightHh, Tensor biasIh, Tensor biasHh) {

    /** From PyTorch's names; the suffix is that of the layer, {@code _l0} for the first. */
    static TorchWeights of(Map<String, Tensor> state, String suffix) {
        return new TorchWeights(
                state.get("weight_ih" + suffix),
                state.get("weight_hh" + suffix),
                state.get("bias_ih" + suffix),
                state.get("bias_hh" + suffix));
    }

    Rnn rnn(Rnn.Activation activation) {
        return new Rnn(transposed(weightIh).toWeight(), transposed(weightHh).toWeight(), bias().toWeight(), activation);
    }

    Lstm lstm() {
        return new Lstm(transposed(weightIh).toWeight(), transposed(weightHh).toWeight(), bias().toWeight());
    }

    Gru gru() {
        int hidden = weightHh.columns();
        return new Gru(
                transposed(weightIh).toWeight(),
                transposed(weightHh).toWeight(),
                biasIh.plus(joined(part(biasHh, 0, 2 * hidden), Tensor.zeros(hidden)))
                        .toWeight(),
                part(biasHh, 2 * hidden, 3 * hidden).toWeight(),
                Update.KEEPS);
    }

    /** What reaches PyTorch's weights when these gradients reach ours: both biases get what their sum gets. */
    static TorchWeights gradients(Rnn ours) {
        return new TorchWeights(transposed(ours.wx()), transposed(ours.wh()), ours.b(), ours.b());
    }

    /** As for the simple network. */
    static TorchWeights gradients(Lstm ours) {
        return new TorchWeights(transposed(ours.wx()), transposed(ours.wh()), ours.b(), ours.b());
    }

    /** As for the simple network, but for n. */
    static TorchWeights gradients(Gru ours) {
        int hidden = ours.bn().size();
        var biasHh = joined(part(ours.b(), 0, 2 * hidden), ours.bn());
        return new TorchWeights(transposed(ours.wx()), transposed(ours.wh()), ours.b(), biasHh);
    }

    private Tensor bias() {
        return biasIh.plus(biasHh);
    }

    private static Tensor transposed(Tensor matrix) {
        int rows = matrix.rows();
        int columns = matrix.columns();
        var values = new float[matrix.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = matrix.at(i % rows, i / rows);
        }
        return Tensor.of(values, columns, rows);
    }

    private static Tensor part(Tensor vector, int from, int to) {
        return Tensor.of(Arrays.copyOfRange(vector.toArray(), from, to), to - from);
    }

    private static Tensor joined(Tensor left, Tensor right) {
        var values = Arrays.copyOf(left.toArray(), left.size() + right.size());
        System.arraycopy(right.toArray(), 0, values, left.size(), right.size());
        return Tensor.of(values, values.length);
    }
}
