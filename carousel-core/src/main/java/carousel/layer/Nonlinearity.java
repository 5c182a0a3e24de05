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
    };

    abstract Tensor of(Tensor rows);

    @Override
    public Sequence apply(Sequence sequence) {
        return sequence.map(this::of);
    }
}
