/**
 * Models with a hidden state that is not a network's: what a recurrent network is compared with.
 * {@link carousel.baseline.state.Hmm} is in one of S states, {@link carousel.baseline.state.KalmanFilter} in a vector;
 * {@link carousel.baseline.state.HmmTagger} gives words their tags.
 *
 * <p>S states, V symbols, T steps; for continuous states S and D numbers of a state and of an observation.
 */
package carousel.baseline.state;
