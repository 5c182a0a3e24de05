package carousel.recurrent;

import carousel.tensor.Tensor;

/** How the outputs of two directions become one. */
public enum Merge {
    /** Side by side, the forward direction's columns first: [N,2H]. */
    CONCAT {
        @Override
        public int width(int hidden) {
            return 2 * hidden;
        }

        @Override
        Tensor of(Tensor forward, Tensor backward) {
            return Tensor.concatColumns(forward, backward);
        }
    },
    /** Added: [N,H]. */
    SUM {
        @Override
        Tensor of(Tensor forward, Tensor backward) {
            return forward.plus(backward);
        }
    },
    /** Multiplied: [N,H]. */
    PRODUCT {
        @Override
        Tensor of(Tensor forward, Tensor backward) {
            return forward.times(backward);
        }
    },
    /** Their mean: [N,H]. */
    MEAN {
        @Override
        Tensor of(Tensor forward, Tensor backward) {
            return forward.plus(backward).times(0.5f);
        }
    };

    /** The outputs of two directions of so many units each. */
    public int width(int hidden) {
        return hidden;
    }

    abstract Tensor of(Tensor forward, Tensor backward);
}
