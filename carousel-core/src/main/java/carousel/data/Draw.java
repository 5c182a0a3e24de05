package carousel.data;

/**
 * Random numbers that depend on nothing but their key: SplitMix64 (Steele, Lea, Flood 2014). Whoever draws for several
 * things gives each a key of its own, so that no order matters. One thread at a time.
 *
 * <pre>{@code
 * var draw = Draw.of(7, 0, 3);   // seed 7, stream 0, example 3
 * draw.below(6);                 // 0 to 5
 * draw.order(4);                 // 0 1 2 3 in some order
 * }</pre>
 */
public final class Draw {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int ROUNDS = 4;

    private long state;

    private Draw(long key) {
        state = key;
    }

    /** For example n of a stream; streams count from 0. */
    public static Draw of(long seed, long stream, long n) {
        return new Draw(key(seed, stream, n));
    }

    /** For something that no example has to itself. */
    public static Draw of(long seed) {
        return new Draw(key(seed, -1, 0));
    }

    /** For something that is known by its text. */
    public static Draw of(long seed, String text) {
        long key = key(seed, -3, text.length());
        for (int i = 0; i < text.length(); i++) {
            key = mix(key + text.charAt(i) * GOLDEN);
        }
        return new Draw(key);
    }

    private static long key(long seed, long stream, long n) {
        return mix(mix(mix(seed + GOLDEN) + stream * GOLDEN) + n * GOLDEN);
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** 64 random bits. */
    public long bits() {
        state += GOLDEN;
        return mix(state);
    }

    /** In [0, 1), a multiple of 2⁻²⁴. */
    public float uniform() {
        return (bits() >>> 40) * 0x1p-24f;
    }

    /** From 0 to bound - 1. */
    public int below(int bound) {
        return (int) ((bits() >>> 32) * bound >>> 32);
    }

    /** Both ends included. */
    public int between(int least, int most) {
        return least + below(most - least + 1);
    }

    /** 0 to size - 1 in a random order (Fisher, Yates 1938). */
    public int[] order(int size) {
        var order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /**
     * Where number n of 0 to size - 1 goes in the shuffle of a round, without making the others: a Feistel network
     * (Luby, Rackoff 1988) over the next power of four, walked until it is back within the size.
     */
    public static int shuffled(long seed, long round, int n, int size) {
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
