package carousel.optim;

/** How one weight changes in one update. Immutable; an {@link Optimizer} holds what a rule remembers of each weight. */
public interface Rule {

    /** The rate of each update. */
    Schedule schedule();

    /** How many numbers the rule remembers for each element; all begin with zero. */
    int slots();

    /** Whether an element whose gradient is +0 stays as it is to the bit, and what is remembered of it too. */
    default boolean skipsZeros() {
        return false;
    }

    /**
     * Changes the elements from (inclusive) to (exclusive).
     *
     * @param update what to do, and with which gradient and memory
     * @param w the weight's values
     */
    void apply(Update update, float[] w, int from, int to);

    /**
     * One update of one weight.
     *
     * @param number of the update, from 1
     * @param rate of this update
     * @param gradient of the weight, as it came out of the loss
     * @param bound on the gradient
     * @param l2 λ of the penalty λ/2 Σ w²
     * @param slots what the rule remembers, {@link #slots()} arrays
     */
    record Update(long number, float rate, float[] gradient, Bound bound, float l2, float[][] slots) {

        /** What the rule is to take for the gradient of an element whose value is w: bounded, and with the penalty's share. */
        public float gradient(int i, float w) {
            float g = bound.of(gradient[i]);
            return l2 == 0 ? g : g + l2 * w;
        }
    }
}
