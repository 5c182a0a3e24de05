package carousel.layer;

import carousel.tensor.Tensor;

/** A function of each element, as a layer of its own: what stands between two affine ones. */
public enum Nonlinearity implements SequenceLayer {
    /** tanh x. */
    TANH {
        @Override
        Tensor of(Tensor rows) {
            return rows.tanh();
        }
    },
    /** max(0, x). */
    RELU {
        @Override
        Tensor of(Tensor rows) {
            return rows.relu();
        }
    },
    /** 1 / (1 + exp(-x)). */
    LOGISTIC {
        @Override
        Tensor of(Tensor rows) {
            return rows.sigmoid();
        }
    },
    /** x Φ(x), with Φ as a tanh: x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))) (Hendrycks, Gimpel 2016). */
    GELU {
        @Override
        Tensor of(Tensor rows) {
            var cubic = rows.plus(rows.square().times(rows).times(0.044715f));
            return rows.times(0.5f)
                    .times(cubic.times((float) StrictMath.sqrt(2 / Math.PI))
                            .tanh()
                            .plus(1));
        }
    };

    abstract Tensor of(Tensor rows);

    @Override
    public Sequence apply(Sequence sequence) {
        return sequence.map(this::of);
    }
}
