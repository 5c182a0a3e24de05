package carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RowsTest {
    private static final int[] SIZES = {0, 1, 2, 7, 15, 16, 17, 31, 32, 48, 100, 1000, 4099};

    @Test
    void sumsHaveSixteenLanesAndOneTree() {
        for (int n : SIZES) {
            var x = values(n, n + 7);
            var y = values(n + 1, n + 7);
            var sums = new float[16];
            var dots = new float[16];
            for (int i = 0; i < n; i++) {
                sums[i % 16] += x[3 + i];
                dots[i % 16] = Math.fma(x[3 + i], y[2 + i], dots[i % 16]);
            }
            assertThat(Rows.sum(x, 3, n)).as("n = %d", n).isEqualTo(tree(sums));
            assertThat(Rows.dot(x, 3, y, 2, n)).as("n = %d", n).isEqualTo(tree(dots));
            assertThat(Rows.sumOfSquares(x, 3, n)).as("n = %d", n).isEqualTo(Rows.dot(x, 3, x, 3, n));
        }
    }

    private static float tree(float[] lanes) {
        for (int half = 8; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                lanes[l] += lanes[l + half];
            }
        }
        return lanes[0];
    }

    @Test
    void theLargestIsFoundWhereverItIs() {
        for (int n : SIZES) {
            var x = values(n, n + 4);
            x[0] = 9f;
            x[n + 1] = 9f;
            for (int i = 0; i < n; i += 1 + n / 20) {
                var y = x.clone();
                y[1 + i] = 5f;
                assertThat(Rows.max(y, 1, n)).as("n = %d, at %d", n, i).isEqualTo(5f);
                y[1 + i] = Float.NaN;
                assertThat(Rows.max(y, 1, n)).as("n = %d, NaN at %d", n, i).isNaN();
            }
        }
        assertThat(Rows.max(new float[3], 1, 0)).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @Test
    void centredRowsAndTheSumOfTheirSquares() {
        for (int n : SIZES) {
            var x = values(n, n + 5);
            var y = new float[n + 9];
            float squares = Rows.centre(x, 1, n, 0.7f, y, 4);
            for (int i = 0; i < y.length; i++) {
                boolean inside = i >= 4 && i < 4 + n;
                assertThat(y[i]).isEqualTo(inside ? x[i - 3] - 0.7f : 0f);
            }
            assertThat(squares).isEqualTo(Rows.sumOfSquares(y, 4, n));
            assertThat(Rows.centre(x, 1, n, 0.7f, x, 1)).as("in place").isEqualTo(squares);
            Rows.scale(x, 1, n, 0.3f);
            for (int i = 0; i < n; i++) {
                assertThat(x[1 + i]).isEqualTo(y[4 + i] * 0.3f);
            }
        }
    }

    @Test
    void adjointsRoundEveryOperationAndStayWithinTheirRow() {
        for (int n : SIZES) {
            var dy = values(n, n + 5);
            var y = values(n + 1, n + 3);
            var normalized = new float[n + 9];
            var softmax = new float[n + 9];
            Rows.normalizeAdjoint(dy, 1, y, 2, n, 0.2f, -0.7f, 1.3f, normalized, 4);
            Rows.softmaxAdjoint(dy, 1, y, 2, n, 0.6f, softmax, 4);
            for (int i = 0; i < n + 9; i++) {
                boolean inside = i >= 4 && i < 4 + n;
                assertThat(normalized[i]).isEqualTo(inside ? (dy[i - 3] - 0.2f - y[i - 2] * -0.7f) * 1.3f : 0f);
                assertThat(softmax[i]).isEqualTo(inside ? y[i - 2] * (dy[i - 3] - 0.6f) : 0f);
            }
        }
    }

    @Test
    void exponentialsAreThoseOfEachElementAndTheirSum() {
        for (int n : SIZES) {
            var x = values(n, n + 5);
            var y = new float[n + 9];
            float sum = Rows.exponentials(x, 1, n, 0.7f, y, 4);
            for (int i = 0; i < y.length; i++) {
                boolean inside = i >= 4 && i < 4 + n;
                assertThat(y[i]).isEqualTo(inside ? Transcendental.exp(x[i - 3] - 0.7f) : 0f);
            }
            assertThat(sum).isEqualTo(Rows.sum(y, 4, n));
            assertThat(Rows.exponentials(x, 1, n, 0.7f, x, 1)).as("in place").isEqualTo(sum);
        }
    }

    @Test
    void rowsAndColumnsAreRepeated() {
        for (int n : new int[] {1, 3, 40, 5000}) {
            for (int rows : new int[] {0, 1, 2, 7, 33}) {
                var row = values(n, n + 2);
                var column = values(rows, rows + 2);
                var tiled = new float[rows * n + 1];
                var spread = new float[rows * n + 1];
                Rows.tile(row, n, rows, tiled);
                Rows.spread(column, rows, n, spread);
                for (int i = 0; i < rows * n; i++) {
                    assertThat(tiled[i]).isEqualTo(row[i % n]);
                    assertThat(spread[i]).isEqualTo(column[i / n]);
                }
                assertThat(tiled[rows * n]).isZero();
                assertThat(spread[rows * n]).isZero();
            }
        }
    }

    @Test
    void columnSumsGoFromTheLastRowToTheFirst() {
        for (int threads = 1; threads <= 3; threads++) {
            try (var workers = Workers.of(threads)) {
                workers.call(() -> {
                    checkColumnSums(5, 37);
                    checkColumnSums(90, 1000);
                    return null;
                });
            }
        }
    }

    private static void checkColumnSums(int rows, int n) {
        var x = values(n, rows * n);
        var expected = values(2, n + 1);
        var sums = expected.clone();
        for (int r = rows - 1; r >= 0; r--) {
            for (int j = 0; j < n; j++) {
                expected[j] += x[r * n + j];
            }
        }
        Rows.addColumnSums(x, rows, n, sums);
        assertThat(sums).isEqualTo(expected);
    }

    @Test
    void normsAreTakenInBlocksAndAddedInDouble() {
        var x = values(8, 10_000);
        double expected = 0;
        for (int i = 0; i < 9_999; i++) {
            expected += (double) x[i] * x[i];
        }
        double norm = Norm.sumOfSquares(x, 9_999);
        assertThat(norm).isCloseTo(expected, within(1e-5 * expected));
        assertThat(norm)
                .isEqualTo((double) Rows.sumOfSquares(x, 0, 4096)
                        + Rows.sumOfSquares(x, 4096, 4096)
                        + Rows.sumOfSquares(x, 8192, 1807));
    }

    @Test
    void whatIsNotFiniteIsFound() {
        for (int n : SIZES) {
            var x = values(n, n + 1);
            x[n] = Float.NaN;
            assertThat(Norm.finite(x, n)).isTrue();
            if (n > 0) {
                for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                    var y = Arrays.copyOf(x, n);
                    y[n * 2 / 3] = bad;
                    assertThat(Norm.finite(y, n)).as("%s among %d", bad, n).isFalse();
                }
            }
        }
        assertThat(Norm.finite(new float[] {Float.MAX_VALUE, -Float.MAX_VALUE}, 2))
                .isTrue();
    }

    private static float[] values(int seed, int size) {
        var random = new SplittableRandom(seed);
        var x = new float[size];
        for (int i = 0; i < size; i++) {
            x[i] = (float) random.nextDouble(-2, 2);
        }
        return x;
    }
}
