package carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Products equal the plain triple loop with {@link Math#fma}, to the bit. */
class GemmTest {
    private static final int[] SIZES = {1, 2, 3, 4, 5, 7, 8, 9, 16, 31, 32, 33, 64, 65, 100, 129};

    @Test
    void productsEqualTheTripleLoop() {
        for (int seed = 0; seed < 60; seed++) {
            var random = new SplittableRandom(seed);
            int m = SIZES[random.nextInt(SIZES.length)];
            int k = random.nextInt(6) == 0 ? 500 + random.nextInt(700) : SIZES[random.nextInt(SIZES.length)];
            int n = SIZES[random.nextInt(SIZES.length)];
            checkProduct(seed, random, m, k, n);
        }
    }

    private static void checkProduct(int seed, SplittableRandom random, int m, int k, int n) {
        int aRow = random.nextInt(3);
        int cRow = random.nextInt(3);
        var a = values(random, (aRow + m) * k + 5);
        var b = values(random, k * n + 2);
        var expected = values(random, (cRow + m + 1) * n);
        var plain = expected.clone();
        var transposed = expected.clone();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float sum = 0f;
                for (int l = 0; l < k; l++) {
                    sum = Math.fma(a[(aRow + i) * k + l], b[l * n + j], sum);
                }
                expected[(cRow + i) * n + j] = sum;
            }
        }
        int threads = 1 + seed % 3;
        try (var workers = Workers.of(threads)) {
            workers.call(() -> {
                Gemm.multiply(a, aRow, m, Panels.of(b, k, n), plain, cRow);
                Gemm.multiply(a, aRow, m, Panels.transposed(transpose(b, k, n), n, k), transposed, cRow);
                return null;
            });
        }
        var what = "seed %d: [%d, %d] · [%d, %d], %d threads".formatted(seed, m, k, k, n, threads);
        assertThat(plain).as(what).isEqualTo(expected);
        assertThat(transposed).as(what + ", transposed").isEqualTo(expected);
    }

    @Test
    void weightGradientsContinueTheChainFromTheLastRow() {
        for (int seed = 0; seed < 60; seed++) {
            var random = new SplittableRandom(seed);
            int rows = random.nextInt(6) == 0 ? 500 + random.nextInt(700) : SIZES[random.nextInt(SIZES.length)];
            int k = random.nextInt(12) == 0 ? 1024 + random.nextInt(50) : SIZES[random.nextInt(SIZES.length)];
            int n = SIZES[random.nextInt(SIZES.length)];
            checkGradient(seed, random, rows, k, n);
        }
    }

    private static void checkGradient(int seed, SplittableRandom random, int rows, int k, int n) {
        int xRow = random.nextInt(3);
        int dyRow = random.nextInt(3);
        var x = values(random, (xRow + rows) * k + 1);
        var dy = values(random, (dyRow + rows) * n + 9);
        var expected = values(random, k * n + 3);
        var actual = expected.clone();
        for (int r = rows - 1; r >= 0; r--) {
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < n; j++) {
                    expected[i * n + j] = Math.fma(x[(xRow + r) * k + i], dy[(dyRow + r) * n + j], expected[i * n + j]);
                }
            }
        }
        int threads = 1 + seed % 3;
        try (var workers = Workers.of(threads)) {
            workers.call(() -> {
                Gemm.weightGradient(x, xRow * k, k, dy, dyRow * n, n, rows, k, n, actual);
                return null;
            });
        }
        assertThat(actual)
                .as("seed %d: [%d, %d]ᵀ · [%d, %d], %d threads", seed, rows, k, rows, n, threads)
                .isEqualTo(expected);
    }

    @Test
    void aGradientInPartsIsTheGradientAtOnce() {
        var random = new SplittableRandom(5);
        var x = values(random, 90 * 40);
        var dy = values(random, 90 * 70);
        var once = new float[40 * 70];
        var parts = new float[40 * 70];
        Gemm.weightGradient(x, dy, 90, 40, 70, once);
        Gemm.weightGradient(x, 50 * 40, 40, dy, 50 * 70, 70, 40, 40, 70, parts);
        Gemm.weightGradient(x, 17 * 40, 40, dy, 17 * 70, 70, 33, 40, 70, parts);
        Gemm.weightGradient(x, dy, 17, 40, 70, parts);
        assertThat(parts).isEqualTo(once);
    }

    @Test
    void emptyProductsAreZerosOrNothing() {
        var c = new float[] {1, 2, 3, 4, 5, 6, 7};
        Gemm.multiply(new float[0], 2, Panels.of(new float[0], 0, 3), c);
        assertThat(c).containsExactly(0, 0, 0, 0, 0, 0, 7);
        Gemm.multiply(new float[0], 0, Panels.of(new float[4], 2, 2), c);
        Gemm.multiply(new float[3], 3, Panels.of(new float[0], 1, 0), c);
        Gemm.weightGradient(new float[0], new float[0], 0, 2, 3, c);
        Gemm.weightGradient(new float[0], new float[6], 2, 0, 3, c);
        Gemm.weightGradient(new float[6], new float[0], 2, 3, 0, c);
        assertThat(c).containsExactly(0, 0, 0, 0, 0, 0, 7);
    }

    @Test
    void anInfinityStaysInItsRow() {
        var a = new float[] {1, 2, Float.POSITIVE_INFINITY, 1, 3, 4};
        var c = new float[3];
        Gemm.multiply(a, 3, Panels.of(new float[] {1, -1}, 2, 1), c);
        assertThat(c).containsExactly(-1, Float.POSITIVE_INFINITY, -1);
    }

    @Test
    void arraysThatAreTooShortAreRefused() {
        var b = Panels.of(new float[6], 2, 3);
        assertThatThrownBy(() -> Gemm.multiply(new float[3], 2, b, new float[6]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Gemm.multiply(new float[4], 2, b, new float[5]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Gemm.weightGradient(new float[4], new float[6], 2, 2, 3, new float[5]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Panels.of(new float[5], 2, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void refilledPanelsAreNewPanels() {
        var random = new SplittableRandom(3);
        var first = values(random, 50 * 45);
        var second = values(random, 50 * 45);
        assertThat(Panels.of(first, 50, 45).refill(second).data())
                .isEqualTo(Panels.of(second, 50, 45).data());
        assertThat(Panels.transposed(first, 50, 45).refill(second).data())
                .isEqualTo(Panels.transposed(second, 50, 45).data());
    }

    @Test
    void bigMatricesArePackedInParallelAndAlike() {
        var random = new SplittableRandom(4);
        var b = values(random, 300 * 1000);
        try (var workers = Workers.of(3)) {
            assertThat(workers.call(() -> Panels.of(b, 300, 1000)).data())
                    .isEqualTo(Panels.transposed(transpose(b, 300, 1000), 1000, 300)
                            .data());
        }
    }

    private static float[] transpose(float[] b, int rows, int columns) {
        var w = new float[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                w[j * rows + i] = b[i * columns + j];
            }
        }
        return w;
    }

    private static float[] values(SplittableRandom random, int size) {
        var x = new float[size];
        for (int i = 0; i < size; i++) {
            x[i] = (float) random.nextDouble(-1, 1);
        }
        return x;
    }
}
