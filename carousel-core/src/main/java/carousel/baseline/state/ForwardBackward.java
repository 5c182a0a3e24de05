package carousel.baseline.state;

import carousel.text.DataException;

/**
 * What is known of the states of a sequence from its symbols up to each step. Immutable as long as nobody writes into the
 * arrays.
 *
 * @param hmm the model
 * @param symbols of the sequence
 * @param alpha [T,S] p(s(t) | x(0) … x(t))
 * @param scale [T] p(x(t) | x(0) … x(t-1))
 */
record ForwardBackward(Hmm hmm, int[] symbols, double[][] alpha, double[] scale) {

    static ForwardBackward of(Hmm hmm, int... symbols) {
        var alpha = new double[symbols.length][];
        var scale = new double[symbols.length];
        var expected = hmm.start();
        for (int t = 0; t < symbols.length; t++) {
            alpha[t] = expected.clone();
            for (int s = 0; s < expected.length; s++) {
                alpha[t][s] *= hmm.emission()[s][symbols[t]];
                scale[t] += alpha[t][s];
            }
            if (scale[t] == 0) {
                break; // impossible: so is all that follows
            }
            for (int s = 0; s < expected.length; s++) {
                alpha[t][s] /= scale[t];
            }
            expected = moved(hmm, alpha[t]);
        }
        return new ForwardBackward(hmm, symbols, alpha, scale);
    }

    private static double[] moved(Hmm hmm, double... from) {
        var to = new double[from.length];
        for (int r = 0; r < from.length; r++) {
            for (int s = 0; s < to.length; s++) {
                to[s] += from[r] * hmm.transition()[r][s];
            }
        }
        return to;
    }

    double logLikelihood() {
        double sum = 0;
        for (double p : scale) {
            sum += StrictMath.log(p);
        }
        return sum;
    }

    /** p(s(T) | all symbols): the state after the last. */
    double[] next() {
        requirePossible();
        return alpha.length == 0 ? hmm.start() : moved(hmm, alpha[alpha.length - 1]);
    }

    /** p(s(t) | all symbols) [T,S]. */
    double[][] posteriors() {
        var beta = beta();
        var posteriors = new double[alpha.length][hmm.states()];
        for (int t = 0; t < alpha.length; t++) {
            for (int s = 0; s < hmm.states(); s++) {
                posteriors[t][s] = alpha[t][s] * beta[t][s];
            }
        }
        return posteriors;
    }

    /** Adds p(s(t), s(t+1) | all symbols) for all t. */
    void addTransitions(double[]... sums) {
        var beta = beta();
        for (int t = 1; t < alpha.length; t++) {
            for (int s = 0; s < hmm.states(); s++) {
                double after = hmm.emission()[s][symbols[t]] * beta[t][s] / scale[t];
                for (int r = 0; r < hmm.states(); r++) {
                    sums[r][s] += alpha[t - 1][r] * hmm.transition()[r][s] * after;
                }
            }
        }
    }

    /** p(x(t+1) … | s(t)), divided by what these symbols are expected to be. */
    private double[][] beta() {
        requirePossible();
        var beta = new double[alpha.length][hmm.states()];
        for (int t = alpha.length - 1; t >= 0; t--) {
            for (int r = 0; r < hmm.states(); r++) {
                if (t == alpha.length - 1) {
                    beta[t][r] = 1;
                    continue;
                }
                for (int s = 0; s < hmm.states(); s++) {
                    beta[t][r] += hmm.transition()[r][s] * hmm.emission()[s][symbols[t + 1]] * beta[t + 1][s];
                }
                beta[t][r] /= scale[t + 1];
            }
        }
        return beta;
    }

    private void requirePossible() {
        for (double p : scale) {
            if (p == 0) {
                throw impossible();
            }
        }
    }

    static DataException impossible() {
        return new DataException("hmm: a sequence that the model holds for impossible; smooth its probabilities");
    }
}
