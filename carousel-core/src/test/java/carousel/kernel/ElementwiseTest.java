package carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Functions and their gradients against the same in double, gradients by central differences. */
class ElementwiseTest {
    private static final int N = 45;
    private static final int FROM = 3;
    private static final int TO = 40;
    private static final double H = 1e-5;

    @Test
    void unaryFunctionsAndTheirGradients() {
        for (var function : Unary.values()) {
            boolean positive = function == Unary.SQRT || function == Unary.LOG || function == Unary.RECIPROCAL;
            var x = values(function.ordinal(), positive ? 0.3 : -2.5, 2.5);
            var dy = values(99, -1, 1);
            var y = new float[N];
            var dx = new float[N];
            function.apply(x, y, FROM, TO);
            function.adjoint(dy, x, y, dx, FROM, TO);
            var exact = exact(function);
            for (int i = FROM; i < TO; i++) {
                double slope = (exact.applyAsDouble(x[i] + H) - exact.applyAsDouble(x[i] - H)) / (2 * H);
                assertThat((double) y[i])
                        .as("%s(%s)", function, x[i])
                        .isCloseTo(exact.applyAsDouble(x[i]), within(1e-6 * Math.max(1, Math.abs(y[i]))));
                assertThat((double) dx[i])
                        .as("gradient of %s at %s", function, x[i])
                        .isCloseTo(dy[i] * slope, within(1e-5 * Math.max(1, Math.abs(slope))));
            }
            assertUntouched(y);
            assertUntouched(dx);
        }
    }

    @Test
    void binaryFunctionsAndTheirGradients() {
        for (var function : Binary.values()) {
            var a = values(1, -2, 2);
            var b = values(2, 0.5, 2);
            var dz = values(3, -1, 1);
            var z = new float[N];
            var da = new float[N];
            var db = new float[N];
            function.apply(a, b, z, FROM, TO);
            function.adjointLeft(dz, a, b, z, da, FROM, TO);
            function.adjointRight(dz, a, b, z, db, FROM, TO);
            var exact = exact(function);
            for (int i = FROM; i < TO; i++) {
                double left = (exact.applyAsDouble(a[i] + H, b[i]) - exact.applyAsDouble(a[i] - H, b[i])) / (2 * H);
                double right = (exact.applyAsDouble(a[i], b[i] + H) - exact.applyAsDouble(a[i], b[i] - H)) / (2 * H);
                assertThat((double) z[i]).as("%s", function).isCloseTo(exact.applyAsDouble(a[i], b[i]), within(1e-6));
                assertThat((double) da[i]).as("left of %s", function).isCloseTo(dz[i] * left, within(1e-5));
                assertThat((double) db[i]).as("right of %s", function).isCloseTo(dz[i] * right, within(1e-5));
            }
            assertUntouched(z);
            assertUntouched(da);
            assertUntouched(db);
        }
    }

    @Test
    void whereTwoAreEqualTheGradientOfTheMaximumGoesLeft() {
        var a = new float[] {1, 2, 3};
        var b = new float[] {1, 3, 2};
        var dz = new float[] {5, 6, 7};
        var da = new float[3];
        var db = new float[3];
        Binary.MAXIMUM.adjointLeft(dz, a, b, a, da, 0, 3);
        Binary.MAXIMUM.adjointRight(dz, a, b, a, db, 0, 3);
        assertThat(da).containsExactly(5, 0, 7);
        assertThat(db).containsExactly(0, 6, 0);
    }

    @Test
    void aNaNStaysVisible() {
        var x = new float[] {Float.NaN};
        for (var function : Unary.values()) {
            var y = new float[1];
            function.apply(x, y, 0, 1);
            assertThat(y[0]).as("%s", function).isNaN();
        }
        for (var function : Binary.values()) {
            var z = new float[1];
            function.apply(x, new float[] {1}, z, 0, 1);
            assertThat(z[0]).as("%s", function).isNaN();
            function.apply(new float[] {1}, x, z, 0, 1);
            assertThat(z[0]).as("%s", function).isNaN();
        }
    }

    @Test
    void arithmeticIntoRunningSums() {
        var x = values(1, -1, 1);
        var y = values(2, -1, 1);
        var sum = y.clone();
        Elementwise.addAt(x, 2, sum, 5, 37);
        var scaled = y.clone();
        Elementwise.addScaledAt(x, 2, 0.3f, scaled, 5, 37);
        var product = new float[N];
        Elementwise.scale(x, 3f, product, FROM, TO);
        var shifted = new float[N];
        Elementwise.shift(x, 3f, shifted, FROM, TO);
        for (int i = 0; i < N; i++) {
            boolean inside = i >= 5 && i < 42;
            assertThat(sum[i]).isEqualTo(inside ? y[i] + x[i - 3] : y[i]);
            assertThat(scaled[i]).isEqualTo(inside ? Math.fma(x[i - 3], 0.3f, y[i]) : y[i]);
            assertThat(product[i]).isEqualTo(i >= FROM && i < TO ? x[i] * 3f : 0f);
            assertThat(shifted[i]).isEqualTo(i >= FROM && i < TO ? x[i] + 3f : 0f);
        }
    }

    private static void assertUntouched(float[] y) {
        for (int i = 0; i < N; i++) {
            if (i < FROM || i >= TO) {
                assertThat(y[i]).as("element %d, outside the range", i).isZero();
            }
        }
    }

    private static DoubleUnaryOperator exact(Unary function) {
        return switch (function) {
            case NEGATE -> x -> -x;
            case ABS -> Math::abs;
            case RELU -> x -> Math.max(x, 0);
            case SQUARE -> x -> x * x;
            case SQRT -> Math::sqrt;
            case RECIPROCAL -> x -> 1 / x;
            case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
            case TANH -> Math::tanh;
            case EXP -> Math::exp;
            case LOG -> Math::log;
        };
    }

    private static DoubleBinaryOperator exact(Binary function) {
        return switch (function) {
            case PLUS -> Double::sum;
            case MINUS -> (a, b) -> a - b;
            case TIMES -> (a, b) -> a * b;
            case DIVIDE -> (a, b) -> a / b;
            case MAXIMUM -> Math::max;
        };
    }

    private static float[] values(int seed, double from, double to) {
        var random = new SplittableRandom(seed);
        var x = new float[N];
        for (int i = 0; i < N; i++) {
            x[i] = (float) random.nextDouble(from, to);
        }
        return x;
    }
}
