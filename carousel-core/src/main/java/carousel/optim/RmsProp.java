package carousel.optim;

/**
 * RMSProp (Tieleman, Hinton 2012).
 *
 * <pre>
 * s' = decay s + (1 - decay) g²
 * w' = w - rate g / (√s' + ε)
 * </pre>
 *
 * @param schedule the rate
 * @param decay of the running mean of squares
 * @param epsilon ε
 */
public record RmsProp(Schedule schedule, float decay, float epsilon) implements Rule {

    public static RmsProp rate(float rate) {
        return new RmsProp(new Schedule.Constant(rate), 0.99f, 1e-8f);
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public void apply(Update update, float[] w, int from, int to) {
        float rate = update.rate();
        float fresh = 1 - decay;
        var s = update.slots()[0];
        for (int i = from; i < to; i++) {
            float g = update.gradient(i, w[i]);
            float mean = decay * s[i] + fresh * (g * g);
            s[i] = mean;
            w[i] = w[i] - rate * g / ((float) Math.sqrt(mean) + epsilon);
        }
    }
}
