package carousel.kernel;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * Prints the width of the vectors and the SHA-256 of what every kernel computes. Each kernel runs often enough to be
 * compiled, and every round must give the same.
 */
final class Fingerprint {
    private static final int[] SIZES = {1, 4, 6, 8, 13, 16, 25, 31, 33, 64, 100, 207};
    private static final float[] AWKWARD = {
        0f,
        -0f,
        1f,
        -1f,
        Float.NaN,
        Float.intBitsToFloat(0x7fc00155),
        Float.intBitsToFloat(0xffffffff),
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        -1e-39f,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        1e30f,
        88.72283f,
        88.72284f,
        -87.33654f,
        -87.33655f,
        -103.9f,
        8.18f,
        -8.1800001f,
        16.36f,
        0.70710677f,
        0.70710684f
    };
    private static final int ROUNDS = 60;

    private final MessageDigest digest;

    private Fingerprint(MessageDigest digest) {
        this.digest = digest;
    }

    public static void main(String[] args) throws NoSuchAlgorithmException {
        int threads = Integer.getInteger("threads", 1);
        try (var workers = Workers.of(threads)) {
            var first = workers.call(Fingerprint::round);
            for (int i = 1; i < ROUNDS; i++) {
                if (!workers.call(Fingerprint::round).equals(first)) {
                    throw new IllegalStateException("round " + i + " differs from the first");
                }
            }
            System.out.println(Simd.bits() + " " + first);
        }
    }

    private static String round() {
        try {
            var print = new Fingerprint(MessageDigest.getInstance("SHA-256"));
            for (int n : SIZES) {
                print.elements(n, ordinary(n, 3 * n + 5));
                print.elements(n, awkward(n, 3 * n + 5));
                print.products(n);
            }
            print.narrow();
            print.deep();
            return HexFormat.of().formatHex(print.digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Everything that works on a row of n, at offsets that are no multiples of anything. */
    private void elements(int n, float[] x) {
        var y = new float[x.length];
        var z = new float[x.length];
        for (var function : Unary.values()) {
            function.apply(x, y, 3, 3 + n);
            add(y);
            function.adjoint(reversed(x), x, y, z, 3, 3 + n);
            add(z);
        }
        var other = reversed(x);
        for (var function : Binary.values()) {
            function.apply(x, other, y, 1, 1 + n);
            add(y);
            function.adjointLeft(x, x, other, y, z, 1, 1 + n);
            add(z);
            function.adjointRight(x, x, other, y, z, 1, 1 + n);
            add(z);
        }
        Elementwise.scale(x, 0.3f, y, 2, 2 + n);
        Elementwise.shift(x, 0.3f, z, 2, 2 + n);
        Elementwise.add(x, y, 2, 2 + n);
        Elementwise.addScaled(x, -0.7f, z, 2, 2 + n);
        Elementwise.addAt(x, 5, y, n + 3, n);
        Elementwise.addScaledAt(x, 1, 1.1f, z, n, n);
        add(y);
        add(z);
        rows(n, x, y);
        additive(n, x);
    }

    private void additive(int n, float[] x) {
        var y = x.clone();
        var dv = reversed(x);
        var dq = x.clone();
        var dk = reversed(x);
        Elementwise.additiveAdjoint(y, 5, -0.7f, x, dv, 2, dq, n, dk, 1, n);
        for (var array : new float[][] {y, dv, dq, dk}) {
            add(array);
        }
    }

    private void rows(int n, float[] x, float[] y) {
        add(Rows.sum(x, 5, n));
        add(Rows.sumOfSquares(x, 3, n));
        add(Rows.dot(x, 2, x, n, n));
        add(Rows.max(x, 1, n));
        add(Rows.exponentials(x, 4, n, 0.5f, y, 2));
        add(y);
        add((float) Norm.sumOfSquares(x, n));
        add(Norm.finite(x, n) ? 1 : 0);
        var sums = ordinary(n, n);
        Rows.addColumnSums(x, 3, n, sums);
        add(sums);
    }

    /** Rows of every width up to some vectors, the arrays at offsets that differ. */
    private void narrow() {
        for (int n = 0; n <= 100; n++) {
            normalized(n, ordinary(n, n + 40));
            normalized(n, awkward(n, n + 40));
        }
    }

    private void normalized(int n, float[] x) {
        var dy = reversed(x);
        var y = new float[x.length];
        add(Rows.centre(x, n % 17, n, 0.3f, y, n % 23));
        add(y);
        add(Rows.centre(x, n % 17, n, Float.NaN, y, n % 5));
        add(Rows.centre(x, n % 13, n, -1e30f, y, n % 7));
        Rows.normalizeAdjoint(dy, n % 11, x, n % 16, n, 0.2f, -0.7f, 1.3f, y, n % 19);
        add(y);
        Rows.softmaxAdjoint(dy, n % 16, x, n % 29, n, 0.6f, y, n % 3);
        add(y);
        Rows.scale(y, n % 31, n, 0.4f);
        add(Rows.centre(y, n % 9, n, 0.1f, y, n % 9));
        add(y);
    }

    private void products(int n) {
        for (int m : new int[] {1, 2, 3, 5, 8, 11, n}) {
            int k = SIZES[(m + n) % SIZES.length];
            product(m, k, n);
            gradient(m, n, k);
        }
    }

    /** Longer than a block of the chain, more panels and rows than are done at a time. */
    private void deep() {
        product(19, 1100, 207);
        product(1, 1100, 207);
        product(2, 600, 33);
        gradient(1100, 33, 207);
        gradient(600, 1050, 40);
        add((float) Norm.sumOfSquares(ordinary(3, 100_003), 100_003));
    }

    private void product(int m, int k, int n) {
        var a = ordinary(m * 31 + k, m * k);
        var b = ordinary(k * 31 + n, k * n);
        a[0] = k > 4 ? Float.MIN_VALUE : a[0];
        var c = new float[m * n + 3];
        Gemm.multiply(a, m, Panels.of(b, k, n), c);
        add(c);
        Gemm.multiply(a, m, Panels.transposed(b, n, k), c);
        add(c);
        Gemm.multiply(a, m, Panels.of(b, k, n, Precision.BF16), c);
        add(c);
        part(a, m, k, Panels.of(b, k, n));
    }

    /** Rows apart from one another, panels but the first. */
    private void part(float[] a, int m, int k, Panels b) {
        int stride = b.columns() + 3;
        var c = new float[m * stride];
        Gemm.multiplyPart(a, 0, k, m, b, Math.min(1, b.count() - 1), b.count(), c, 0, stride);
        add(c);
    }

    private void gradient(int rows, int k, int n) {
        var dw = ordinary(7, k * n + 3);
        Gemm.weightGradient(ordinary(rows, rows * k), ordinary(k, rows * n), rows, k, n, dw);
        add(dw);
    }

    private static float[] ordinary(int seed, int size) {
        var random = new SplittableRandom(seed);
        var x = new float[size];
        for (int i = 0; i < size; i++) {
            x[i] = (float) random.nextDouble(-2, 2);
        }
        return x;
    }

    private static float[] awkward(int seed, int size) {
        var random = new SplittableRandom(seed);
        var x = ordinary(seed, size);
        for (int i = 0; i < size; i++) {
            x[i] = i % 3 == 0 ? x[i] : AWKWARD[random.nextInt(AWKWARD.length)];
        }
        return x;
    }

    private static float[] reversed(float[] x) {
        var y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[x.length - 1 - i];
        }
        return y;
    }

    /** A NaN counts as a NaN, whatever its payload. */
    private void add(float... values) {
        for (float value : values) {
            int bits = Float.floatToIntBits(value);
            for (int shift = 0; shift < 32; shift += 8) {
                digest.update((byte) (bits >> shift));
            }
        }
    }
}
