package carousel.decode;

import carousel.tensor.Step;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Draws the next symbol from the model's distribution.
 *
 * <pre>
 * p ∝ exp(logit / temperature), over the topK most likely symbols,
 *     and of these over the fewest whose probabilities sum to at least topP (Holtzman et al. 2020)
 * </pre>
 *
 * <p>The same seed and position give the same draw. Immutable, safe for many threads.
 *
 * @param temperature above 0: below 1 sharpens, above 1 flattens
 * @param topK at most so many symbols; 0 for all
 * @param topP in (0, 1]; 1 for all
 * @param seed of the draws
 */
public record Sample(double temperature, int topK, double topP, long seed) implements Choice {

    public Sample {
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException(
                    "temperature: expected a number above 0, got " + temperature + "; for 0 choose greedily");
        }
        if (topK < 0) {
            throw new IllegalArgumentException("top-k: expected 1 or more, or 0 for all, got " + topK);
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("top-p: expected above 0 and at most 1, got " + topP);
        }
    }

    public static Sample seed(long seed) {
        return new Sample(1, 0, 1, seed);
    }

    public Sample withTemperature(double temperature) {
        return new Sample(temperature, topK, topP, seed);
    }

    public Sample withTopK(int topK) {
        return new Sample(temperature, topK, topP, seed);
    }

    public Sample withTopP(double topP) {
        return new Sample(temperature, topK, topP, seed);
    }

    @Override
    public int choose(float[] logits, long position) {
        var weights = weights(logits);
        var order = topK == 0 && topP == 1 ? IntStream.range(0, weights.length).toArray() : likely(logits, weights);
        double total = 0;
        for (int id : order) {
            total += weights[id];
        }
        double left = uniform(position) * total;
        for (int id : order) {
            left -= weights[id];
            if (left < 0) {
                return id;
            }
        }
        return order[order.length - 1];
    }

    @Override
    public Sample of(int source, int text) {
        return new Sample(temperature, topK, topP, Step.key(new Step(seed, source).key("text"), text, 0));
    }

    /** exp((logit - max) / temperature). */
    private double[] weights(float[] logits) {
        float max = logits[new Greedy().choose(logits, 0)];
        var weights = new double[logits.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = StrictMath.exp(((double) logits[i] - max) / temperature);
        }
        return weights;
    }

    /** The symbols that topK and topP leave, most likely first, equal ones in rising order. */
    private int[] likely(float[] logits, double[] weights) {
        var order = IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(id -> -logits[id]).thenComparing(id -> id))
                .limit(topK == 0 ? weights.length : topK)
                .mapToInt(Integer::intValue)
                .toArray();
        double total = 0;
        for (int id : order) {
            total += weights[id];
        }
        double sum = 0;
        int kept = 0;
        while (kept < order.length && (kept == 0 || sum < topP * total)) {
            sum += weights[order[kept++]];
        }
        return Arrays.copyOf(order, kept);
    }

    /** 48 uniform bits. */
    private double uniform(long position) {
        long key = Step.key(new Step(seed, position).key("sample"), 0, 0);
        return (Step.uniform(key, 0) + Step.uniform(key, 1) * 0x1p-24) % 1.0;
    }
}
