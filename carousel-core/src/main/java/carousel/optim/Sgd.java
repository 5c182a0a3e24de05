package carousel.optim;

/**
 * Stochastic gradient descent with momentum.
 *
 * <pre>
 * v' = momentum v + g
 * w' = w - rate v'
 * </pre>
 *
 * @param schedule the rate
 * @param momentum 0 for none
 */
public record Sgd(Schedule schedule, float momentum) implements Rule {

    public Sgd {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum: expected at least 0 and below 1, got " + momentum);
        }
    }

    public static Sgd rate(float rate) {
        return new Sgd(new Schedule.Constant(rate), 0);
    }

    public Sgd withMomentum(float momentum) {
        return new Sgd(schedule, momentum);
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
            float velocity = momentum * v[i] + update.gradient(i, w[i]);
            v[i] = velocity;
            w[i] = w[i] - rate * velocity;
        }
    }
}
