package carousel.tensor;

/**
 * The only source of randomness of a training step: a function of the seed, the number of the update, a site (the dotted
 * path of a layer) and coordinates. Equal arguments give equal draws on every machine, in any order, on any thread.
 * Immutable.
 *
 * @param seed of the run
 * @param number of the update, from 0; negative for an evaluation
 */
public record Step(long seed, long number) {
    private static final Step EVALUATION = new Step(0, -1);
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** A step without dropout: gradients and outputs are those of the whole network. */
    public static Step evaluation() {
        return EVALUATION;
    }

    /** Whether layers draw random numbers in this step. */
    public boolean random() {
        return number >= 0;
    }

    /** The step after this one. */
    public Step next() {
        return new Step(seed, number + 1);
    }

    /** A key for all draws of one site in this step. */
    public long key(String site) {
        long key = mix(seed + GOLDEN) ^ number * 0xD1B54A32D192ED03L;
        for (int i = 0; i < site.length(); i++) {
            key = mix(key + site.charAt(i) * GOLDEN);
        }
        return mix(key);
    }

    /** A key for the draws of one row (an example at a time) under a site's key. */
    public static long key(long siteKey, int example, int time) {
        return mix(siteKey + ((long) example << 32 | time & 0xFFFFFFFFL) * GOLDEN);
    }

    /** Draw {@code unit} under a row's key: 24 uniform bits as a number in [0, 1). */
    public static float uniform(long rowKey, int unit) {
        return (mix(rowKey + (unit + 1) * GOLDEN) >>> 40) * 0x1p-24f;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
