package carousel.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@link Transcendental} on vectors: the same operations in the same order; what is less than a vector
 * goes one by one. Every function is spelled out in its loop: the compiler may refuse to inline a helper, and a vector
 * that crosses a call becomes an object. Immutable.
 */
final class VectorMath {
    private static final VectorSpecies<Float> S = VectorTiles.S;
    private static final int L = VectorTiles.L;

    private VectorMath() {}

    /** y = exp(x - shift). */
    static void exp(float[] x, int xOff, int n, float shift, float[] y, int yOff) {
        var log2e = FloatVector.broadcast(S, Transcendental.LOG2_E);
        var round = FloatVector.broadcast(S, Transcendental.ROUND);
        var high = FloatVector.broadcast(S, -Transcendental.LN2_HIGH);
        var low = FloatVector.broadcast(S, -Transcendental.LN2_LOW);
        var e2 = FloatVector.broadcast(S, Transcendental.E2);
        var e3 = FloatVector.broadcast(S, Transcendental.E3);
        var e4 = FloatVector.broadcast(S, Transcendental.E4);
        var e5 = FloatVector.broadcast(S, Transcendental.E5);
        var e6 = FloatVector.broadcast(S, Transcendental.E6);
        int i = 0;
        for (; i <= n - L; i += L) {
            var v = FloatVector.fromArray(S, x, xOff + i).sub(shift);
            var t = v.fma(log2e, round);
            var k = t.sub(round);
            var r = k.fma(high, v);
            r = k.fma(low, r);
            var p = e6.fma(r, e5).fma(r, e4).fma(r, e3).fma(r, e2);
            var e = p.mul(r).fma(r, r).add(1f);
            var power = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            e.reinterpretAsInts()
                    .add(power)
                    .reinterpretAsFloats()
                    .blend(0f, v.compare(VectorOperators.LT, Transcendental.EXP_LEAST))
                    .blend(Float.POSITIVE_INFINITY, v.compare(VectorOperators.GT, Transcendental.EXP_MOST))
                    .blend(v, v.compare(VectorOperators.NE, v))
                    .intoArray(y, yOff + i);
        }
        for (; i < n; i++) {
            y[yOff + i] = Transcendental.exp(x[xOff + i] - shift);
        }
    }

    static void log(float[] x, float[] y, int from, int to) {
        var high = FloatVector.broadcast(S, Transcendental.LN2_HIGH);
        var low = FloatVector.broadcast(S, Transcendental.LN2_LOW);
        var half = FloatVector.broadcast(S, -0.5f);
        var l3 = FloatVector.broadcast(S, Transcendental.L3);
        var l4 = FloatVector.broadcast(S, Transcendental.L4);
        var l5 = FloatVector.broadcast(S, Transcendental.L5);
        var l6 = FloatVector.broadcast(S, Transcendental.L6);
        var l7 = FloatVector.broadcast(S, Transcendental.L7);
        var l8 = FloatVector.broadcast(S, Transcendental.L8);
        var l9 = FloatVector.broadcast(S, Transcendental.L9);
        var l10 = FloatVector.broadcast(S, Transcendental.L10);
        int i = from;
        for (; i <= to - L; i += L) {
            var v = FloatVector.fromArray(S, x, i);
            var tiny = v.compare(VectorOperators.LT, Float.MIN_NORMAL);
            var bits = v.blend(v.mul(Transcendental.SUBNORMAL_SCALE), tiny)
                    .reinterpretAsInts()
                    .sub(Transcendental.SQRT_HALF);
            var whole = (FloatVector) bits.lanewise(VectorOperators.ASHR, 23).convert(VectorOperators.I2F, 0);
            var n = whole.blend(whole.sub(Transcendental.SUBNORMAL_BITS), tiny);
            var z = bits.and(Transcendental.MANTISSA)
                    .add(Transcendental.SQRT_HALF)
                    .reinterpretAsFloats()
                    .sub(1f);
            var u = z.mul(z);
            var p = l10.fma(z, l9)
                    .fma(z, l8)
                    .fma(z, l7)
                    .fma(z, l6)
                    .fma(z, l5)
                    .fma(z, l4)
                    .fma(z, l3);
            var small = u.fma(half, n.fma(low, z.mul(u).mul(p)));
            n.fma(high, z.add(small))
                    .blend(Float.POSITIVE_INFINITY, v.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY))
                    .blend(Float.NEGATIVE_INFINITY, v.compare(VectorOperators.EQ, 0f))
                    .blend(Float.NaN, v.compare(VectorOperators.LT, 0f))
                    .blend(v, v.compare(VectorOperators.NE, v))
                    .intoArray(y, i);
        }
        for (; i < to; i++) {
            y[i] = Transcendental.log(x[i]);
        }
    }

    static void tanh(float[] x, float[] y, int from, int to) {
        var one = FloatVector.broadcast(S, 1f);
        var p1 = FloatVector.broadcast(S, Transcendental.P1);
        var p2 = FloatVector.broadcast(S, Transcendental.P2);
        var p3 = FloatVector.broadcast(S, Transcendental.P3);
        var p4 = FloatVector.broadcast(S, Transcendental.P4);
        var q1 = FloatVector.broadcast(S, Transcendental.Q1);
        var q2 = FloatVector.broadcast(S, Transcendental.Q2);
        var q3 = FloatVector.broadcast(S, Transcendental.Q3);
        var q4 = FloatVector.broadcast(S, Transcendental.Q4);
        int i = from;
        for (; i <= to - L; i += L) {
            var v = FloatVector.fromArray(S, x, i);
            var u = v.mul(v);
            var p = p4.fma(u, p3).fma(u, p2).fma(u, p1).fma(u, one);
            var q = q4.fma(u, q3).fma(u, q2).fma(u, q1).fma(u, one);
            v.mul(p)
                    .div(q)
                    .blend(1f, v.compare(VectorOperators.GT, Transcendental.TANH_MOST))
                    .blend(-1f, v.compare(VectorOperators.LT, -Transcendental.TANH_MOST))
                    .intoArray(y, i);
        }
        for (; i < to; i++) {
            y[i] = Transcendental.tanh(x[i]);
        }
    }

    static void sigmoid(float[] x, float[] y, int from, int to) {
        var one = FloatVector.broadcast(S, 1f);
        var half = FloatVector.broadcast(S, 0.5f);
        var p1 = FloatVector.broadcast(S, Transcendental.P1);
        var p2 = FloatVector.broadcast(S, Transcendental.P2);
        var p3 = FloatVector.broadcast(S, Transcendental.P3);
        var p4 = FloatVector.broadcast(S, Transcendental.P4);
        var q1 = FloatVector.broadcast(S, Transcendental.Q1);
        var q2 = FloatVector.broadcast(S, Transcendental.Q2);
        var q3 = FloatVector.broadcast(S, Transcendental.Q3);
        var q4 = FloatVector.broadcast(S, Transcendental.Q4);
        int i = from;
        for (; i <= to - L; i += L) {
            var v = FloatVector.fromArray(S, x, i).mul(half);
            var u = v.mul(v);
            var p = p4.fma(u, p3).fma(u, p2).fma(u, p1).fma(u, one);
            var q = q4.fma(u, q3).fma(u, q2).fma(u, q1).fma(u, one);
            v.mul(p)
                    .div(q)
                    .blend(1f, v.compare(VectorOperators.GT, Transcendental.TANH_MOST))
                    .blend(-1f, v.compare(VectorOperators.LT, -Transcendental.TANH_MOST))
                    .fma(half, half)
                    .intoArray(y, i);
        }
        for (; i < to; i++) {
            y[i] = Transcendental.sigmoid(x[i]);
        }
    }
}
