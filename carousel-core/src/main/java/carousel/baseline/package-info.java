/**
 * Honest baselines: what a recurrent network must beat to be worth its training. Classes by majority and by nearest
 * neighbour, tags by frequency, and n-grams; linear models and models with hidden states stand in the packages below.
 *
 * <p>Everything runs on one thread, in an order that never changes, and takes seconds.
 */
package carousel.baseline;
