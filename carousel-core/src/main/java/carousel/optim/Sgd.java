package carousel.optim;

/**
 * Stochastic gradient descent with momentum.
 *
 * <pre>
 * v' = momentum v + g
 * w' = w - rate v'                    Nesterov: w' = w - rate (g + momentum v')
 * </pre>
 *
 * <p>Nesterov's momentum as of Sutskever, Martens, Dahl, Hinton 2013, in the form that PyTorch uses.
 *
 * @param schedule the rate
 * @param momentum 0 for none
 * @param nesterov looks ahead along the velocity
 */
public record Sgd(Schedule schedule, float momentum, boolean nesterov) implements Rule {

    public Sgd {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum: expected at least 0 and below 1, got " + momentum);
        }
        if (nesterov && momentum == 0) {
            throw new IllegalArgumentException("nesterov: expected a momentum above 0");
        }
    }

    public static Sgd rate(float rate) {
        return new Sgd(new Schedule.Constant(rate), 0, false);
    }

    public Sgd withMomentum(float momentum) {
        return new Sgd(schedule, momentum, nesterov);
    }

    public Sgd withNesterov() {
        return new Sgd(schedule, momentum, true);
    }

    @Override
    public int slots() {
        return momentum == 0 ? 0 : 1;
    }

    @Override
    public boolean skipsZeros() {
        return momentum == 0;
    }

    @Override
    public void apply(Update update, float[] w, int from, int to) {
        float rate = update.rate();
        if (momentum == 0) {
            for (int i = from; i < to; i++) {
                w[i] = w[i] - rate * update.gradient(i, w[i]);
            }
            return;
        }
        var v = update.slots()[0];
        for (int i = from; i < to; i++) {
            float g = update.gradient(i, w[i]);
            float velocity = momentum * v[i] + g;
            v[i] = velocity;
            w[i] = w[i] - rate * (nesterov ? g + momentum * velocity : velocity);
        }
    }
}
