package carousel.optim;

/** The learning rate as a function of the step alone: number of updates done before this one. Implementations are immutable. */
public interface Schedule {

    float rate(long step);

    /** Always the same. */
    record Constant(float value) implements Schedule {

        public Constant {
            requireRate(value);
        }

        @Override
        public float rate(long step) {
            return value;
        }
    }

    /** Multiplied by {@code factor} after every {@code every} steps. */
    record StepDecay(float initial, float factor, long every) implements Schedule {

        public StepDecay {
            requireRate(initial);
            if (!(factor > 0 && factor <= 1) || every < 1) {
                throw new IllegalArgumentException("step decay: expected a factor in (0, 1] and at least 1 step, got "
                        + factor + " every " + every);
            }
        }

        @Override
        public float rate(long step) {
            return (float) (initial * StrictMath.pow(factor, step / every));
        }
    }

    /** Half a cosine wave from {@code initial} down to {@code last} over {@code steps}, then {@code last} (Loshchilov, Hutter 2017). */
    record Cosine(float initial, float last, long steps) implements Schedule {

        public Cosine {
            requireRate(initial);
            if (last < 0 || steps < 1) {
                throw new IllegalArgumentException(
                        "cosine: expected a last rate of at least 0 and at least 1 step, got " + last + " over "
                                + steps);
            }
        }

        @Override
        public float rate(long step) {
            double done = Math.min(1.0, (double) step / steps);
            return (float) (last + (initial - last) * 0.5 * (1 + StrictMath.cos(Math.PI * done)));
        }
    }

    /**
     * {@code initial} for so many {@code steps}, then falling as the root of their number rises: behind a {@link WarmUp} of as many
     * steps what Vaswani et al. 2017 have.
     */
    record InverseRoot(float initial, long steps) implements Schedule {

        public InverseRoot {
            requireRate(initial);
            if (steps < 1) {
                throw new IllegalArgumentException("inverse root: expected at least 1 step, got " + steps);
            }
        }

        @Override
        public float rate(long step) {
            return (float) (initial * StrictMath.sqrt((double) steps / Math.max(steps, step + 1)));
        }
    }

    /** Rises linearly over the first {@code steps}, multiplying what {@code then} says. */
    record WarmUp(long steps, Schedule then) implements Schedule {

        public WarmUp {
            if (steps < 0) {
                throw new IllegalArgumentException("warm-up: expected at least 0 steps, got " + steps);
            }
        }

        @Override
        public float rate(long step) {
            float rate = then.rate(step);
            return step < steps ? rate * (step + 1) / steps : rate;
        }
    }

    private static void requireRate(float rate) {
        if (!(rate > 0) || Float.isInfinite(rate)) {
            throw new IllegalArgumentException("learning rate: expected a number above 0, got " + rate);
        }
    }
}
