package carousel.data.task;

/** The random numbers of one example: SplitMix64 (Steele, Lea, Flood 2014) from a key of its own. One thread at a time. */
public final class Draw {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int ROUNDS = 4;

    private long state;

    private Draw(long key) {
        state = key;
    }

    /** For example n of a part; only what is learned from depends on the seed. */
    static Draw of(Part part, long seed, long n) {
        return new Draw(key(part == Part.TRAIN ? seed : 0, part.ordinal(), n));
    }

    /** For something that no example has to itself. */
    public static Draw of(long seed) {
        return new Draw(key(seed, -1, 0));
    }

    private static long key(long seed, long part, long n) {
        return mix(mix(mix(seed + GOLDEN) + part * GOLDEN) + n * GOLDEN);
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    private long bits() {
        state += GOLDEN;
        return mix(state);
    }

    /** In [0, 1), a multiple of 2⁻²⁴. */
    float uniform() {
        return (bits() >>> 40) * 0x1p-24f;
    }

    /** From 0 to bound - 1. */
    public int below(int bound) {
        return (int) ((bits() >>> 32) * bound >>> 32);
    }

    /** Both ends included. */
    int between(int least, int most) {
        return least + below(most - least + 1);
    }

    /** 0 to size - 1 in a random order (Fisher, Yates 1938). */
    int[] order(int size) {
        var order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /**
     * Where number n of 0 to size - 1 goes in the shuffle of a round, without making the others: a Feistel network (Luby,
     * Rackoff 1988) over the next power of four, walked until it is back within the size.
     */
    static int shuffled(long seed, long round, int n, int size) {
        int half = (33 - Integer.numberOfLeadingZeros(Math.max(1, size - 1))) / 2;
        int low = (1 << half) - 1;
        long key = key(seed, -2, round);
        int place = n;
        do {
            int left = place >>> half;
            int right = place & low;
            for (int i = 0; i < ROUNDS; i++) {
                int next = left ^ (int) mix(key + (right + ((long) i << 32)) * GOLDEN) & low;
                left = right;
                right = next;
            }
            place = left << half | right;
        } while (place >= size);
        return place;
    }
}
