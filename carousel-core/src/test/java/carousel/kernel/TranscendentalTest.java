package carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Errors in units in the last place of the correctly rounded result; every 97th float is tried. */
class TranscendentalTest {
    private static final int STEP = 97;

    private interface Function {
        float apply(float x);
    }

    @Test
    void expIsWithinItsError() {
        assertThat(worst(Transcendental::exp, Math::exp)).isLessThan(1.03);
    }

    @Test
    void logIsWithinItsError() {
        assertThat(worst(Transcendental::log, Math::log)).isLessThan(0.87);
    }

    @Test
    void tanhIsWithinItsError() {
        assertThat(worst(Transcendental::tanh, Math::tanh)).isLessThan(5.3);
    }

    @Test
    void sigmoidIsWithinItsAbsoluteError() {
        double worst = 0;
        for (long b = 0; b < 1L << 32; b += STEP) {
            float x = Float.intBitsToFloat((int) b);
            if (!Float.isNaN(x)) {
                worst = Math.max(worst, Math.abs(Transcendental.sigmoid(x) - 1 / (1 + Math.exp(-x))));
            }
        }
        assertThat(worst).isLessThan(1.8e-7);
    }

    @Test
    void expHasItsLimits() {
        float most = 88.72283f;
        float least = -87.33654f;
        assertThat(Transcendental.exp(most)).isFinite();
        assertThat(Transcendental.exp(Math.nextUp(most))).isInfinite();
        assertThat(Transcendental.exp(least)).isGreaterThanOrEqualTo(Float.MIN_NORMAL);
        assertThat(Transcendental.exp(Math.nextDown(least))).isZero();
        assertThat(Transcendental.exp(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(Transcendental.exp(Float.POSITIVE_INFINITY)).isInfinite();
        assertThat(Transcendental.exp(0f)).isEqualTo(1f);
        assertThat(Transcendental.exp(Float.NaN)).isNaN();
        assertThat(Transcendental.exp(Float.intBitsToFloat(0xffffffff))).isNaN();
    }

    @Test
    void logHasItsLimits() {
        assertThat(Transcendental.log(0f)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(Transcendental.log(-0f)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(Transcendental.log(-1f)).isNaN();
        assertThat(Transcendental.log(Float.NaN)).isNaN();
        assertThat(Transcendental.log(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Transcendental.log(1f)).isZero();
        assertThat((double) Transcendental.log(Float.MIN_VALUE)).isEqualTo((float) Math.log(Float.MIN_VALUE));
    }

    @Test
    void tanhAndSigmoidReachTheirLimitsAndNoFurther() {
        for (float x = Math.nextUp(8.18f); x < Float.MAX_VALUE; x *= 1.01f) {
            assertThat(Transcendental.tanh(x)).isEqualTo(1f);
            assertThat(Transcendental.tanh(-x)).isEqualTo(-1f);
            assertThat(Transcendental.sigmoid(2 * x)).isEqualTo(1f);
            assertThat(Transcendental.sigmoid(-2 * x)).isZero();
        }
        for (float x = -20f; x < 20f; x += 0.0007f) {
            assertThat(Transcendental.tanh(x)).isBetween(-1f, 1f);
            assertThat(Transcendental.sigmoid(x)).isBetween(0f, 1f);
        }
        assertThat(Transcendental.tanh(Float.NaN)).isNaN();
        assertThat(Transcendental.sigmoid(Float.NaN)).isNaN();
        assertThat(Transcendental.sigmoid(0f)).isEqualTo(0.5f);
        assertThat(Float.floatToIntBits(Transcendental.tanh(-0f))).isEqualTo(Float.floatToIntBits(-0f));
    }

    /** The greatest error where the result is a normal number; elsewhere it must be the rounded result, or zero. */
    private static double worst(Function function, DoubleUnaryOperator exact) {
        double worst = 0;
        for (long b = 0; b < 1L << 32; b += STEP) {
            float x = Float.intBitsToFloat((int) b);
            double y = exact.applyAsDouble(x);
            float rounded = (float) y;
            float actual = function.apply(x);
            if (Math.abs(rounded) >= Float.MIN_NORMAL && Math.abs(rounded) <= Float.MAX_VALUE) {
                worst = Math.max(worst, Math.abs(actual - y) / Math.ulp(rounded));
            } else if (Float.compare(actual, rounded) != 0
                    && !(Math.abs(rounded) < Float.MIN_NORMAL && near(actual, y))) {
                throw new AssertionError("f(" + x + ") = " + actual + ", expected " + rounded);
            }
        }
        return worst;
    }

    private static boolean near(float actual, double y) {
        return actual == 0 || Math.abs(actual - y) <= 2 * Float.MIN_VALUE;
    }
}
