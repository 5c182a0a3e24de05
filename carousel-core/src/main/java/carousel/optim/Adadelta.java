package carousel.optim;

/**
 * Adadelta (Zeiler 2012): each step is as large as earlier ones were, measured in gradients.
 *
 * <pre>
 * s' = decay s + (1 - decay) g²
 * δ  = √(d + ε) / √(s' + ε) g
 * d' = decay d + (1 - decay) δ²
 * w' = w - rate δ
 * </pre>
 *
 * @param schedule the rate, in the paper 1
 * @param decay of both running means of squares
 * @param epsilon ε
 */
public record Adadelta(Schedule schedule, float decay, float epsilon) implements Rule {

    public Adadelta {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("adadelta: expected a decay of at least 0 and below 1, got " + decay);
        }
    }

    public static Adadelta rate(float rate) {
        return of(new Schedule.Constant(rate));
    }

    public static Adadelta of(Schedule schedule) {
        return new Adadelta(schedule, 0.9f, 1e-6f);
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public void apply(Update update, float[] w, int from, int to) {
        float rate = update.rate();
        float fresh = 1 - decay;
        var s = update.slots()[0];
        var d = update.slots()[1];
        for (int i = from; i < to; i++) {
            float g = update.gradient(i, w[i]);
            float square = decay * s[i] + fresh * (g * g);
            float delta = (float) (Math.sqrt(d[i] + epsilon) / Math.sqrt(square + epsilon)) * g;
            s[i] = square;
            d[i] = decay * d[i] + fresh * (delta * delta);
            w[i] = w[i] - rate * delta;
        }
    }
}
