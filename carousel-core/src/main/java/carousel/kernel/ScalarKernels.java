package carousel.kernel;

/**
 * The scalar twin of the vector kernels: slower, the same bits, needs nothing but the JDK's standard modules.
 * Immutable.
 */
final class ScalarKernels implements Kernels {
    private static final int LANES = 16;

    @Override
    public int tileRows() {
        return 8;
    }

    @Override
    public void rows(
            float[] a,
            int ao,
            int lda,
            int rows,
            float[] b,
            int bo,
            int k,
            float[] z,
            int zo,
            int ldz,
            float[] c,
            int co,
            int ldc) {
        for (int r = 0; r < rows; r++) {
            row(a, ao + r * lda, 1, b, bo, k, z, zo + r * ldz, c, co + r * ldc);
        }
    }

    @Override
    public void columns(float[] a, int ao, int step, float[] b, int bo, int k, float[] c, int co, int ldc) {
        for (int r = 0; r < tileRows(); r++) {
            row(a, ao + r, step, b, bo, k, c, co + r * ldc, c, co + r * ldc);
        }
    }

    @Override
    public void few(
            float[] a,
            int ao,
            int lda,
            int rows,
            float[] b,
            int bo,
            int panel,
            int panels,
            int k,
            float[] z,
            int zo,
            int ldz,
            float[] c,
            int co,
            int ldc) {
        for (int p = 0; p < panels; p++) {
            rows(a, ao, lda, rows, b, bo + p * panel, k, z, zo + p * PANEL, ldz, c, co + p * PANEL, ldc);
        }
    }

    @Override
    public void half(
            float[] a, int ao, int[] b, int bo, int panel, int panels, int k, float[] z, int zo, float[] c, int co) {
        for (int j = 0; j < panels * PANEL / 2; j++) {
            int column = j / 16 * PANEL + j % 16;
            int at = bo + j / 16 * panel + j % 16;
            float left = z[zo + column];
            float right = z[zo + column + 16];
            for (int i = 0; i < k; i++) {
                int both = b[at + i * 16];
                left = Math.fma(a[ao + i], Float.intBitsToFloat(both << 16), left);
                right = Math.fma(a[ao + i], Float.intBitsToFloat(both & 0xffff0000), right);
            }
            c[co + column] = left;
            c[co + column + 16] = right;
        }
    }

    /** One row of a tile, eight columns at a time: as many chains as the two multipliers need to be busy. */
    private static void row(
            float[] a, int ao, int step, float[] b, int bo, int k, float[] z, int zo, float[] c, int co) {
        for (int j = 0; j < PANEL; j += 8) {
            float c0 = z[zo + j];
            float c1 = z[zo + j + 1];
            float c2 = z[zo + j + 2];
            float c3 = z[zo + j + 3];
            float c4 = z[zo + j + 4];
            float c5 = z[zo + j + 5];
            float c6 = z[zo + j + 6];
            float c7 = z[zo + j + 7];
            int at = ao;
            for (int i = 0; i < k; i++) {
                int p = bo + i * PANEL + j;
                float v = a[at];
                c0 = Math.fma(v, b[p], c0);
                c1 = Math.fma(v, b[p + 1], c1);
                c2 = Math.fma(v, b[p + 2], c2);
                c3 = Math.fma(v, b[p + 3], c3);
                c4 = Math.fma(v, b[p + 4], c4);
                c5 = Math.fma(v, b[p + 5], c5);
                c6 = Math.fma(v, b[p + 6], c6);
                c7 = Math.fma(v, b[p + 7], c7);
                at += step;
            }
            c[co + j] = c0;
            c[co + j + 1] = c1;
            c[co + j + 2] = c2;
            c[co + j + 3] = c3;
            c[co + j + 4] = c4;
            c[co + j + 5] = c5;
            c[co + j + 6] = c6;
            c[co + j + 7] = c7;
        }
    }

    @Override
    public float sum(float[] x, int off, int n) {
        var lanes = new float[LANES];
        for (int i = 0; i < n; i++) {
            lanes[i % LANES] += x[off + i];
        }
        return total(lanes);
    }

    @Override
    public float dot(float[] x, int xOff, float[] y, int yOff, int n) {
        var lanes = new float[LANES];
        for (int i = 0; i < n; i++) {
            lanes[i % LANES] = Math.fma(x[xOff + i], y[yOff + i], lanes[i % LANES]);
        }
        return total(lanes);
    }

    @Override
    public float max(float[] x, int off, int n) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            max = Math.max(max, x[off + i]);
        }
        return max;
    }

    @Override
    public float exponentials(float[] x, int xOff, int n, float shift, float[] y, int yOff) {
        var lanes = new float[LANES];
        for (int i = 0; i < n; i++) {
            y[yOff + i] = Transcendental.exp(x[xOff + i] - shift);
            lanes[i % LANES] += y[yOff + i];
        }
        return total(lanes);
    }

    @Override
    public float centre(float[] x, int xOff, int n, float mean, float[] y, int yOff) {
        var lanes = new float[LANES];
        for (int i = 0; i < n; i++) {
            float centred = x[xOff + i] - mean;
            y[yOff + i] = centred;
            lanes[i % LANES] = Math.fma(centred, centred, lanes[i % LANES]);
        }
        return total(lanes);
    }

    @Override
    public void scale(float[] x, int off, int n, float factor) {
        for (int i = off; i < off + n; i++) {
            x[i] = x[i] * factor;
        }
    }

    @Override
    public void normalizeAdjoint(
            float[] dy,
            int dyOff,
            float[] y,
            int yOff,
            int n,
            float mean,
            float product,
            float factor,
            float[] dx,
            int dxOff) {
        for (int i = 0; i < n; i++) {
            dx[dxOff + i] = (dy[dyOff + i] - mean - y[yOff + i] * product) * factor;
        }
    }

    @Override
    public void softmaxAdjoint(
            float[] dy, int dyOff, float[] y, int yOff, int n, float product, float[] dx, int dxOff) {
        for (int i = 0; i < n; i++) {
            dx[dxOff + i] = y[yOff + i] * (dy[dyOff + i] - product);
        }
    }

    private static float total(float[] lanes) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                lanes[l] += lanes[l + half];
            }
        }
        return lanes[0];
    }

    @Override
    public boolean finite(float[] x, int off, int n) {
        for (int i = 0; i < n; i++) {
            if (!Float.isFinite(x[off + i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void exp(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Transcendental.exp(x[i]);
        }
    }

    @Override
    public void log(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Transcendental.log(x[i]);
        }
    }

    @Override
    public void tanh(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Transcendental.tanh(x[i]);
        }
    }

    @Override
    public void sigmoid(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Transcendental.sigmoid(x[i]);
        }
    }

    @Override
    public void whereAtLeast(float[] left, float[] right, float[] value, float[] z, int from, int to) {
        for (int i = from; i < to; i++) {
            z[i] = left[i] >= right[i] ? value[i] : 0f;
        }
    }

    @Override
    public void whereAbove(float[] left, float[] right, float[] value, float[] z, int from, int to) {
        for (int i = from; i < to; i++) {
            z[i] = left[i] > right[i] ? value[i] : 0f;
        }
    }

    @Override
    public void wherePositive(float[] x, float[] value, float[] z, int from, int to) {
        for (int i = from; i < to; i++) {
            z[i] = x[i] > 0f ? value[i] : 0f;
        }
    }

    @Override
    public void timesSign(float[] dy, float[] x, float[] z, int from, int to) {
        for (int i = from; i < to; i++) {
            z[i] = x[i] > 0f ? dy[i] : x[i] < 0f ? -dy[i] : 0f;
        }
    }

    @Override
    public void addAt(float[] from, int fromOff, float[] to, int toOff, int n) {
        for (int i = 0; i < n; i++) {
            to[toOff + i] += from[fromOff + i];
        }
    }

    @Override
    public void addScaledAt(float[] from, int fromOff, float factor, float[] to, int toOff, int n) {
        for (int i = 0; i < n; i++) {
            to[toOff + i] = Math.fma(from[fromOff + i], factor, to[toOff + i]);
        }
    }

    @Override
    public void additiveAdjoint(
            float[] t, int at, float dy, float[] v, float[] dv, int vo, float[] dq, int qo, float[] dk, int ko, int n) {
        for (int i = 0; i < n; i++) {
            float y = t[at + i];
            float g = dy * v[vo + i] * (1 - y * y);
            dv[vo + i] = Math.fma(y, dy, dv[vo + i]);
            dq[qo + i] += g;
            dk[ko + i] += g;
            t[at + i] = g;
        }
    }

    @Override
    public void pack(
            float[] from,
            int off,
            int stride,
            int rows,
            float[] to,
            int at,
            int step,
            int panel,
            int width,
            int count) {
        for (int r = 0; r < rows; r++) {
            for (int p = 0; p < count; p++) {
                System.arraycopy(from, off + r * stride + p * width, to, at + p * panel + r * step, width);
            }
        }
    }

    @Override
    public double burst(int rounds) {
        float c0 = 1f;
        float c1 = 1f;
        float c2 = 1f;
        float c3 = 1f;
        float c4 = 1f;
        float c5 = 1f;
        float c6 = 1f;
        float c7 = 1f;
        for (int i = 0; i < rounds; i++) {
            c0 = Math.fma(c0, 0.999f, 0.001f);
            c1 = Math.fma(c1, 0.999f, 0.001f);
            c2 = Math.fma(c2, 0.999f, 0.001f);
            c3 = Math.fma(c3, 0.999f, 0.001f);
            c4 = Math.fma(c4, 0.999f, 0.001f);
            c5 = Math.fma(c5, 0.999f, 0.001f);
            c6 = Math.fma(c6, 0.999f, 0.001f);
            c7 = Math.fma(c7, 0.999f, 0.001f);
        }
        return c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 > 0 ? 16.0 * rounds : 0;
    }
}
