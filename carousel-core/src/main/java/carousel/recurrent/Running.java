package carousel.recurrent;

import carousel.tensor.Tensor;

/** A layer on its way through time: owns its state and moves it on in place. What a {@link Stream} drives. One thread at a time. */
public interface Running {

    /** One step for every row; x [B,F]. Returns the output [B,H], which the next step may overwrite. */
    Tensor step(Tensor x);

    /** What does the next step: this, unless it can no longer. */
    default Running next() {
        return this;
    }

    /** The state, copied. */
    Causal.State state();

    /** Goes on from another state of the same form. */
    void become(Causal.State state);
}
