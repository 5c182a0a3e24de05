package carousel.optim;

import carousel.tensor.Gradients;

/** Bounds gradients before an update. Three different things: pick one. Immutable. */
public sealed interface Clip {

    /** The bounded gradients; the same object where nothing is over the bound. */
    Gradients apply(Gradients gradients);

    /** Leaves everything as it is. */
    record None() implements Clip {
        @Override
        public Gradients apply(Gradients gradients) {
            return gradients;
        }
    }

    /** Scales all gradients together so that their common norm is at most {@code max} (Pascanu, Mikolov, Bengio 2013). */
    record GlobalNorm(float max) implements Clip {

        public GlobalNorm {
            requireBound(max);
        }

        @Override
        public Gradients apply(Gradients gradients) {
            double norm = gradients.norm();
            if (!(norm > max)) {
                return gradients;
            }
            float factor = (float) (max / norm);
            return gradients.map((weight, from, to) -> scale(from, factor, to, weight.size()));
        }
    }

    /** Scales each gradient whose own norm is above {@code max} down to it. */
    record TensorNorm(float max) implements Clip {

        public TensorNorm {
            requireBound(max);
        }

        @Override
        public Gradients apply(Gradients gradients) {
            return gradients.map((weight, from, to) -> {
                double norm = gradients.norm(weight);
                scale(from, norm > max ? (float) (max / norm) : 1f, to, weight.size());
            });
        }
    }

    /** Bounds each element to ±max. */
    record Value(float max) implements Clip {

        public Value {
            requireBound(max);
        }

        @Override
        public Gradients apply(Gradients gradients) {
            return gradients.map((weight, from, to) -> {
                for (int i = 0; i < weight.size(); i++) {
                    to[i] = Math.max(-max, Math.min(max, from[i]));
                }
            });
        }
    }

    private static void scale(float[] from, float factor, float[] to, int size) {
        for (int i = 0; i < size; i++) {
            to[i] = from[i] * factor;
        }
    }

    private static void requireBound(float max) {
        if (!(max > 0)) {
            throw new IllegalArgumentException("clip: expected a bound above 0, got " + max);
        }
    }
}
