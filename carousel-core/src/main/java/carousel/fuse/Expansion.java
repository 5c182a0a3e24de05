package carousel.fuse;

import carousel.kernel.Transcendental;
import java.util.List;

/** Transcendental functions spelled out, as {@link Transcendental} computes them: a loop of vectors must not call anything. */
final class Expansion {
    private final Lanes m;

    Expansion(Lanes lanes) {
        this.m = lanes;
    }

    Lane of(Lane.Code code, List<Lane> operands) {
        return switch (code) {
            case TANH -> tanh(operands.getFirst());
            case SIGMOID -> sigmoid(operands.getFirst());
            case EXP -> exp(operands.getFirst());
            default -> m.of(code, operands);
        };
    }

    private Lane tanh(Lane x) {
        var u = m.multiply(x, x);
        var one = m.literal(1f);
        var p = chain(u, Transcendental.P4, Transcendental.P3, Transcendental.P2, Transcendental.P1, 1f);
        var q = chain(u, Transcendental.Q4, Transcendental.Q3, Transcendental.Q2, Transcendental.Q1, 1f);
        var y = m.divide(m.multiply(x, p), q);
        var most = m.whereAbove(x, m.literal(Transcendental.TANH_MOST), one, y);
        return m.whereAbove(m.literal(-Transcendental.TANH_MOST), x, m.literal(-1f), most);
    }

    private Lane sigmoid(Lane x) {
        var half = m.literal(0.5f);
        return m.fma(half, tanh(m.multiply(half, x)), half);
    }

    private Lane exp(Lane x) {
        var t = m.fma(x, m.literal(Transcendental.LOG2_E), m.literal(Transcendental.ROUND));
        var n = m.subtract(t, m.literal(Transcendental.ROUND));
        var r = m.fma(n, m.literal(-Transcendental.LN2_HIGH), x);
        r = m.fma(n, m.literal(-Transcendental.LN2_LOW), r);
        var p = chain(r, Transcendental.E6, Transcendental.E5, Transcendental.E4, Transcendental.E3, Transcendental.E2);
        var e = m.add(m.fma(m.multiply(p, r), r, r), m.literal(1f));
        var power = m.power(e, t);
        var above = m.whereAbove(m.literal(Transcendental.EXP_LEAST), x, m.literal(0f), power);
        var most = m.whereAbove(x, m.literal(Transcendental.EXP_MOST), m.literal(Float.POSITIVE_INFINITY), above);
        return m.whereAtLeast(x, x, most, x); // not a number: itself
    }

    /** c0 xⁿ + c1 xⁿ⁻¹ + … by fused multiply-adds. */
    private Lane chain(Lane x, float first, float... rest) {
        var sum = m.literal(first);
        for (float next : rest) {
            sum = m.fma(sum, x, m.literal(next));
        }
        return sum;
    }
}
