package carousel.optim;

import carousel.tensor.Gradients;
import carousel.tensor.Tensor;

/** Bounds gradients before an update. Three different things: pick one. Immutable. */
public sealed interface Clip {

    /** How the gradient of a weight, one of {@code gradients}, is bounded. */
    Bound bound(Tensor weight, Gradients gradients);

    /** Leaves everything as it is. */
    record None() implements Clip {
        @Override
        public Bound bound(Tensor weight, Gradients gradients) {
            return Bound.NONE;
        }
    }

    /** Scales all gradients together so that their common norm is at most {@code max} (Pascanu, Mikolov, Bengio 2013). */
    record GlobalNorm(float max) implements Clip {

        public GlobalNorm {
            requireBound(max);
        }

        @Override
        public Bound bound(Tensor weight, Gradients gradients) {
            return within(max, gradients.norm());
        }
    }

    /** Scales each gradient whose own norm is above {@code max} down to it. */
    record TensorNorm(float max) implements Clip {

        public TensorNorm {
            requireBound(max);
        }

        @Override
        public Bound bound(Tensor weight, Gradients gradients) {
            return within(max, gradients.norm(weight));
        }
    }

    /** Bounds each element to ±max. */
    record Value(float max) implements Clip {

        public Value {
            requireBound(max);
        }

        @Override
        public Bound bound(Tensor weight, Gradients gradients) {
            return new Bound(1f, max);
        }
    }

    private static Bound within(float max, double norm) {
        return norm > max ? Bound.scaled((float) (max / norm)) : Bound.NONE;
    }

    private static void requireBound(float max) {
        if (!(max > 0)) {
            throw new IllegalArgumentException("clip: expected a bound above 0, got " + max);
        }
    }
}
