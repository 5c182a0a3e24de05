package carousel.kernel;

/**
 * exp, log, tanh and sigmoid for one number: the same operations, and so the same bits, as the loops of {@link Unary}
 * and {@link Rows} do for many at a time. Immutable.
 */
public final class Transcendental {
    /** Added to a small number it rounds to the nearest integer, which then stands in the low bits. */
    public static final float ROUND = 0x1.8p23f;

    public static final float LOG2_E = 1.44269504f;

    /** ln 2 in two parts, the first short enough that its product with any exponent is exact. */
    public static final float LN2_HIGH = 0.693359375f;

    public static final float LN2_LOW = -2.12194440e-4f;

    /** Below, exp would be subnormal; above, infinite. */
    public static final float EXP_LEAST = -87.33654f;

    public static final float EXP_MOST = 88.72283f;
    public static final float E2 = .4999999403953552f;
    public static final float E3 = .1666652113199234f;
    public static final float E4 = .04166838899254799f;
    public static final float E5 = .008368716575205326f;
    public static final float E6 = .001381459878757596f;

    /** The bits of √½: mantissas are taken from there to √2. */
    public static final int SQRT_HALF = 0x3f3504f3;

    public static final int MANTISSA = 0x007fffff;
    public static final float SUBNORMAL_SCALE = 0x1p23f;
    public static final float SUBNORMAL_BITS = 23f;
    public static final float L3 = .3333333134651184f;
    public static final float L4 = -.250008225440979f;
    public static final float L5 = .20001220703125f;
    public static final float L6 = -.1662333458662033f;
    public static final float L7 = .14201880991458893f;
    public static final float L8 = -.1316056102514267f;
    public static final float L9 = .12760832905769348f;
    public static final float L10 = -.07632453739643097f;

    /** Beyond, tanh is 1 to within three units in the last place, while the quotient would exceed 1. */
    public static final float TANH_MOST = 8.18f;

    public static final float P1 = .13379716873168945f;
    public static final float P2 = .0034940338227897882f;
    public static final float P3 = 2.0583471268764697e-05f;
    public static final float P4 = 1.331905785662002e-08f;
    public static final float Q1 = .4671303331851959f;
    public static final float Q2 = .025871070101857185f;
    public static final float Q3 = .000328309164615348f;
    public static final float Q4 = 7.762013751744234e-07f;

    private Transcendental() {}

    /**
     * e to the power x = 2ⁿ e^r with |r| ≤ ln √2. Results below the least normal number are 0, above the greatest +∞.
     *
     * @implNote error at most 1.03 units in the last place; every float was tried
     */
    public static float exp(float x) {
        float t = Math.fma(x, LOG2_E, ROUND);
        float n = t - ROUND;
        float r = Math.fma(n, -LN2_HIGH, x);
        r = Math.fma(n, -LN2_LOW, r);
        float p = Math.fma(Math.fma(Math.fma(Math.fma(E6, r, E5), r, E4), r, E3), r, E2);
        float e = Math.fma(p * r, r, r) + 1f;
        if (x < EXP_LEAST) {
            return 0f;
        }
        if (x > EXP_MOST) {
            return Float.POSITIVE_INFINITY;
        }
        return Float.isNaN(x)
                ? x
                : Float.intBitsToFloat(Float.floatToRawIntBits(e) + (Float.floatToRawIntBits(t) << 23));
    }

    /**
     * The natural logarithm of x = 2ⁿ (1 + z) with √½ ≤ 1 + z &lt; √2; -∞ at 0, NaN below.
     *
     * @implNote error at most 0.87 units in the last place; every float was tried
     */
    public static float log(float x) {
        boolean tiny = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(tiny ? x * SUBNORMAL_SCALE : x) - SQRT_HALF;
        float whole = bits >> 23;
        float n = tiny ? whole - SUBNORMAL_BITS : whole;
        float z = Float.intBitsToFloat((bits & MANTISSA) + SQRT_HALF) - 1f;
        float u = z * z;
        float p = Math.fma(Math.fma(L10, z, L9), z, L8);
        p = Math.fma(Math.fma(Math.fma(p, z, L7), z, L6), z, L5);
        p = Math.fma(Math.fma(p, z, L4), z, L3);
        float small = Math.fma(u, -0.5f, Math.fma(n, LN2_LOW, z * u * p));
        if (x > 0) {
            return x == Float.POSITIVE_INFINITY ? x : Math.fma(n, LN2_HIGH, z + small);
        }
        return x == 0 ? Float.NEGATIVE_INFINITY : Float.NaN;
    }

    /**
     * The hyperbolic tangent x P(x²) / Q(x²); exactly ±1 from |x| = 8.18 on.
     *
     * @implNote error at most 5.3 units in the last place, 3.2e-7; every float was tried
     */
    public static float tanh(float x) {
        float u = x * x;
        float p = Math.fma(Math.fma(Math.fma(Math.fma(P4, u, P3), u, P2), u, P1), u, 1f);
        float q = Math.fma(Math.fma(Math.fma(Math.fma(Q4, u, Q3), u, Q2), u, Q1), u, 1f);
        float y = x * p / q;
        return x > TANH_MOST ? 1f : x < -TANH_MOST ? -1f : y;
    }

    /**
     * 1 / (1 + exp(-x)) as (1 + tanh(x/2)) / 2; exactly 0 and 1 from |x| = 16.36 on.
     *
     * @implNote error at most 1.8e-7; every float was tried
     */
    public static float sigmoid(float x) {
        return Math.fma(0.5f, tanh(0.5f * x), 0.5f);
    }
}
