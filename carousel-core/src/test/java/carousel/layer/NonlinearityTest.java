package carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import carousel.tensor.Tensor;
import org.junit.jupiter.api.Test;

class NonlinearityTest {

    @Test
    void geluIsXTimesTheProbabilityOfASmallerNumber() {
        double area = 0; // under the normal density from 0 to x, by the trapezoidal rule
        double width = 1e-3;
        for (int i = 0; i < 5000; i++) {
            double x = i * width;
            double exact = x * (0.5 + area);
            var rows = Nonlinearity.GELU.of(Tensor.of(new float[] {(float) x, (float) -x}, 1, 2));
            assertThat((double) rows.at(0, 0)).isCloseTo(exact, within(5e-4));
            assertThat((double) rows.at(0, 1)).isCloseTo(exact - x, within(5e-4));
            area += width * (density(x) + density(x + width)) / 2;
        }
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
