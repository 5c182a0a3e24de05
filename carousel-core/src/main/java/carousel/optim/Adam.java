package carousel.optim;

/**
 * Adam (Kingma, Ba 2015), with decoupled weight decay (Loshchilov, Hutter 2019) where it is above zero.
 *
 * <pre>
 * w  ← w - rate decay w
 * m' = m + (1 - β1) (g - m)
 * v' = β2 v + (1 - β2) g²
 * w' = w - rate / (1 - β1ᵗ) m' / (√v' / √(1 - β2ᵗ) + ε)
 * </pre>
 *
 * @param schedule the rate
 * @param beta1 β1
 * @param beta2 β2
 * @param epsilon ε
 * @param decay of the weights, 0 for plain Adam
 */
public record Adam(Schedule schedule, float beta1, float beta2, float epsilon, float decay) implements Rule {

    public Adam {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
            throw new IllegalArgumentException(
                    "adam: expected both betas at least 0 and below 1, got " + beta1 + " and " + beta2);
        }
        if (!(decay >= 0)) {
            throw new IllegalArgumentException("weight decay: expected at least 0, got " + decay);
        }
    }

    public static Adam rate(float rate) {
        return of(new Schedule.Constant(rate));
    }

    public static Adam of(Schedule schedule) {
        return new Adam(schedule, 0.9f, 0.999f, 1e-8f, 0f);
    }

    public Adam withDecay(float decay) {
        return new Adam(schedule, beta1, beta2, epsilon, decay);
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public void apply(Update update, float[] w, int from, int to) {
        float shrink = 1 - update.rate() * decay;
        float step = (float) (update.rate() / (1 - StrictMath.pow(beta1, update.number())));
        float deviation = (float) Math.sqrt(1 - StrictMath.pow(beta2, update.number()));
        float fresh1 = 1 - beta1;
        float fresh2 = 1 - beta2;
        var m = update.slots()[0];
        var v = update.slots()[1];
        for (int i = from; i < to; i++) {
            float g = update.gradient(i, w[i]);
            float mean = m[i] + fresh1 * (g - m[i]);
            float square = beta2 * v[i] + fresh2 * (g * g);
            m[i] = mean;
            v[i] = square;
            w[i] = w[i] * shrink - step * mean / ((float) Math.sqrt(square) / deviation + epsilon);
        }
    }
}
