package carousel.optim;

/**
 * Adagrad (Duchi, Hazan, Singer 2011).
 *
 * <pre>
 * s' = s + g²
 * w' = w - rate g / (√s' + ε)
 * </pre>
 *
 * @param schedule the rate
 * @param epsilon ε
 */
public record Adagrad(Schedule schedule, float epsilon) implements Rule {

    public static Adagrad rate(float rate) {
        return new Adagrad(new Schedule.Constant(rate), 1e-10f);
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public boolean skipsZeros() {
        return epsilon > 0; // else 0 / 0 where there never was a gradient
    }

    @Override
    public void apply(Update update, float[] w, int from, int to) {
        float rate = update.rate();
        var s = update.slots()[0];
        for (int i = from; i < to; i++) {
            float g = update.gradient(i, w[i]);
            float sum = s[i] + g * g;
            s[i] = sum;
            w[i] = w[i] - rate * g / ((float) Math.sqrt(sum) + epsilon);
        }
    }
}
