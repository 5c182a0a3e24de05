package carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.tensor.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Eigenvalues, and the initial weights that are defined by them. */
class SpectrumTest {

    @Test
    void eigenvaluesOfARotation() {
        float cos = (float) Math.cos(0.3);
        float sin = (float) Math.sin(0.3);
        var spectrum = Spectrum.of(Tensor.of(new float[] {2 * cos, -2 * sin, 0, 2 * sin, 2 * cos, 0, 0, 0, -3}, 3, 3));
        assertThat(spectrum.radius()).isCloseTo(3, Offset.offset(1e-6));
        assertThat(spectrum.values().get(0).real()).isCloseTo(-3, Offset.offset(1e-6));
        assertThat(spectrum.values().get(1).magnitude()).isCloseTo(2, Offset.offset(1e-6));
        assertThat(Math.abs(spectrum.values().get(1).imaginary())).isCloseTo(2 * Math.sin(0.3), Offset.offset(1e-6));
    }

    @Test
    void aSpectralMatrixHasTheRadiusAskedFor() {
        for (int n : new int[] {1, 5, 64, 200}) {
            assertThat(Spectrum.of(Init.seed(n).spectral(0.9f, n)).radius()).isCloseTo(0.9, Offset.offset(1e-4));
        }
    }

    @Test
    void anOrthogonalMatrixIsOrthogonal() {
        for (var shape : new int[][] {{6, 6}, {50, 20}, {20, 50}, {1, 3}}) {
            var q = Init.seed(3).orthogonal(shape[0], shape[1]);
            boolean tall = shape[0] >= shape[1];
            int small = Math.min(shape[0], shape[1]);
            for (int i = 0; i < small; i++) {
                for (int j = 0; j < small; j++) {
                    double dot = 0;
                    for (int k = 0; k < Math.max(shape[0], shape[1]); k++) {
                        dot += tall ? q.at(k, i) * q.at(k, j) : q.at(i, k) * q.at(j, k);
                    }
                    assertThat(dot).isCloseTo(i == j ? 1 : 0, Offset.offset(1e-5));
                }
            }
        }
    }

    @Test
    void normalWeightsHaveTheirDeviation() {
        var values = Init.seed(4).normal(0.5f, 100, 200).toArray();
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += value * value;
        }
        assertThat(sum / values.length).isCloseTo(0, Offset.offset(0.02));
        assertThat(Math.sqrt(squares / values.length)).isCloseTo(0.5, Offset.offset(0.01));
    }

    @Test
    void onlySquareMatricesHaveOne() {
        assertThatThrownBy(() -> Spectrum.of(Tensor.zeros(2, 3))).hasMessageContaining("a square matrix");
    }
}
