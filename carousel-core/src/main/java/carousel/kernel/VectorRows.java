package carousel.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The reductions of {@link Rows} in vectors. The sixteen lanes are one, two or four vectors; the compiler drops those
 * that the width does not need. What a masked load leaves out is +0, which changes no lane. Immutable.
 */
final class VectorRows {
    private static final VectorSpecies<Float> S = VectorTiles.S;
    private static final int L = VectorTiles.L;
    private static final int LANES = 16;
    private static final VectorShuffle<Float> DOWN_8 = VectorShuffle.iota(S, 8, 1, true);
    private static final VectorShuffle<Float> DOWN_4 = VectorShuffle.iota(S, 4, 1, true);
    private static final VectorShuffle<Float> DOWN_2 = VectorShuffle.iota(S, 2, 1, true);
    private static final VectorShuffle<Float> DOWN_1 = VectorShuffle.iota(S, 1, 1, true);

    private VectorRows() {}

    static float sum(float[] x, int off, int n) {
        var s0 = FloatVector.zero(S);
        var s1 = s0;
        var s2 = s0;
        var s3 = s0;
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            s0 = s0.add(FloatVector.fromArray(S, x, off + i));
            if (L <= 8) {
                s1 = s1.add(FloatVector.fromArray(S, x, off + i + L));
            }
            if (L == 4) {
                s2 = s2.add(FloatVector.fromArray(S, x, off + i + 2 * L));
                s3 = s3.add(FloatVector.fromArray(S, x, off + i + 3 * L));
            }
        }
        if (i < n) {
            s0 = s0.add(FloatVector.fromArray(S, x, off + i, S.indexInRange(i, n)));
            if (L <= 8) {
                s1 = s1.add(FloatVector.fromArray(S, x, off + i + L, S.indexInRange(i + L, n)));
            }
            if (L == 4) {
                s2 = s2.add(FloatVector.fromArray(S, x, off + i + 2 * L, S.indexInRange(i + 2 * L, n)));
                s3 = s3.add(FloatVector.fromArray(S, x, off + i + 3 * L, S.indexInRange(i + 3 * L, n)));
            }
        }
        return total(s0, s1, s2, s3);
    }

    static float dot(float[] x, int xOff, float[] y, int yOff, int n) {
        var s0 = FloatVector.zero(S);
        var s1 = s0;
        var s2 = s0;
        var s3 = s0;
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            s0 = FloatVector.fromArray(S, x, xOff + i).fma(FloatVector.fromArray(S, y, yOff + i), s0);
            if (L <= 8) {
                s1 = FloatVector.fromArray(S, x, xOff + i + L).fma(FloatVector.fromArray(S, y, yOff + i + L), s1);
            }
            if (L == 4) {
                s2 = FloatVector.fromArray(S, x, xOff + i + 2 * L)
                        .fma(FloatVector.fromArray(S, y, yOff + i + 2 * L), s2);
                s3 = FloatVector.fromArray(S, x, xOff + i + 3 * L)
                        .fma(FloatVector.fromArray(S, y, yOff + i + 3 * L), s3);
            }
        }
        if (i < n) {
            s0 = FloatVector.fromArray(S, x, xOff + i, S.indexInRange(i, n))
                    .fma(FloatVector.fromArray(S, y, yOff + i, S.indexInRange(i, n)), s0);
            if (L <= 8) {
                s1 = FloatVector.fromArray(S, x, xOff + i + L, S.indexInRange(i + L, n))
                        .fma(FloatVector.fromArray(S, y, yOff + i + L, S.indexInRange(i + L, n)), s1);
            }
            if (L == 4) {
                s2 = FloatVector.fromArray(S, x, xOff + i + 2 * L, S.indexInRange(i + 2 * L, n))
                        .fma(FloatVector.fromArray(S, y, yOff + i + 2 * L, S.indexInRange(i + 2 * L, n)), s2);
                s3 = FloatVector.fromArray(S, x, xOff + i + 3 * L, S.indexInRange(i + 3 * L, n))
                        .fma(FloatVector.fromArray(S, y, yOff + i + 3 * L, S.indexInRange(i + 3 * L, n)), s3);
            }
        }
        return total(s0, s1, s2, s3);
    }

    /** All lanes in one order for every width: those that a width does not have are not looked at. */
    private static float total(FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3) {
        var sum = s0;
        if (L == 4) {
            sum = s0.add(s2).add(s1.add(s3));
        }
        if (L == 8) {
            sum = s0.add(s1);
        }
        if (L == 16) {
            sum = sum.add(sum.rearrange(DOWN_8));
        }
        if (L >= 8) {
            sum = sum.add(sum.rearrange(DOWN_4));
        }
        sum = sum.add(sum.rearrange(DOWN_2));
        return sum.add(sum.rearrange(DOWN_1)).lane(0);
    }

    /** y = x - mean; returns the sum of y · y. What a mask leaves out stays +0. */
    static float centre(float[] x, int xOff, int n, float mean, float[] y, int yOff) {
        var s0 = FloatVector.zero(S);
        var s1 = s0;
        var s2 = s0;
        var s3 = s0;
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            var c0 = FloatVector.fromArray(S, x, xOff + i).sub(mean);
            c0.intoArray(y, yOff + i);
            s0 = c0.fma(c0, s0);
            if (L <= 8) {
                var c1 = FloatVector.fromArray(S, x, xOff + i + L).sub(mean);
                c1.intoArray(y, yOff + i + L);
                s1 = c1.fma(c1, s1);
            }
            if (L == 4) {
                var c2 = FloatVector.fromArray(S, x, xOff + i + 2 * L).sub(mean);
                c2.intoArray(y, yOff + i + 2 * L);
                s2 = c2.fma(c2, s2);
                var c3 = FloatVector.fromArray(S, x, xOff + i + 3 * L).sub(mean);
                c3.intoArray(y, yOff + i + 3 * L);
                s3 = c3.fma(c3, s3);
            }
        }
        if (i < n) {
            var in0 = S.indexInRange(i, n);
            var c0 = FloatVector.fromArray(S, x, xOff + i, in0).sub(mean, in0);
            c0.intoArray(y, yOff + i, in0);
            s0 = c0.fma(c0, s0);
            if (L <= 8) {
                var in1 = S.indexInRange(i + L, n);
                var c1 = FloatVector.fromArray(S, x, xOff + i + L, in1).sub(mean, in1);
                c1.intoArray(y, yOff + i + L, in1);
                s1 = c1.fma(c1, s1);
            }
            if (L == 4) {
                var in2 = S.indexInRange(i + 2 * L, n);
                var c2 = FloatVector.fromArray(S, x, xOff + i + 2 * L, in2).sub(mean, in2);
                c2.intoArray(y, yOff + i + 2 * L, in2);
                s2 = c2.fma(c2, s2);
                var in3 = S.indexInRange(i + 3 * L, n);
                var c3 = FloatVector.fromArray(S, x, xOff + i + 3 * L, in3).sub(mean, in3);
                c3.intoArray(y, yOff + i + 3 * L, in3);
                s3 = c3.fma(c3, s3);
            }
        }
        return total(s0, s1, s2, s3);
    }

    /**
     * Four vectors at a time whatever the width: the order makes no difference here, and one alone waits for itself.
     */
    static float max(float[] x, int off, int n) {
        var m0 = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
        var m1 = m0;
        var m2 = m0;
        var m3 = m0;
        int i = 0;
        for (; i <= n - 4 * L; i += 4 * L) {
            m0 = m0.max(FloatVector.fromArray(S, x, off + i));
            m1 = m1.max(FloatVector.fromArray(S, x, off + i + L));
            m2 = m2.max(FloatVector.fromArray(S, x, off + i + 2 * L));
            m3 = m3.max(FloatVector.fromArray(S, x, off + i + 3 * L));
        }
        var m = m0.max(m1).max(m2.max(m3));
        for (; i <= n - L; i += L) {
            m = m.max(FloatVector.fromArray(S, x, off + i));
        }
        float max = m.reduceLanes(VectorOperators.MAX);
        for (; i < n; i++) {
            max = Math.max(max, x[off + i]);
        }
        return max;
    }

    /** Anything but a number times zero is NaN, which no addition takes away. */
    static boolean finite(float[] x, int off, int n) {
        var zero = FloatVector.zero(S);
        var sum = zero;
        int i = 0;
        for (; i <= n - L; i += L) {
            sum = FloatVector.fromArray(S, x, off + i).fma(zero, sum);
        }
        float rest = sum.reduceLanes(VectorOperators.ADD);
        for (; i < n; i++) {
            rest = Math.fma(x[off + i], 0f, rest);
        }
        return rest == 0f;
    }
}
