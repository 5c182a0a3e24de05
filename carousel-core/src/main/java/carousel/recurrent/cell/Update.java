package carousel.recurrent.cell;

import carousel.tensor.Tensor;

/** What the update gate z of a gated recurrent unit stands for; papers and libraries differ. */
public enum Update {
    /** z keeps the old state, as in Cho et al. 2014, PyTorch, Keras and ONNX: (1 - z) ⊙ n + z ⊙ h. */
    KEEPS {
        @Override
        Tensor of(Tensor z, Tensor old, Tensor fresh) {
            return z.negate().plus(1f).times(fresh).plus(z.times(old));
        }
    },
    /** z lets the new state in, as in Chung et al. 2014: (1 - z) ⊙ h + z ⊙ n. */
    RENEWS {
        @Override
        Tensor of(Tensor z, Tensor old, Tensor fresh) {
            return z.negate().plus(1f).times(old).plus(z.times(fresh));
        }
    };

    abstract Tensor of(Tensor z, Tensor old, Tensor fresh);
}
