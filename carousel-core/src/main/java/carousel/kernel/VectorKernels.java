package carousel.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The kernels in vectors; loaded only when the Vector API is there. Immutable. */
final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> S = VectorTiles.S;
    private static final int L = VectorTiles.L;

    /** Columns of a panel that a tile holds at a time: two vectors. */
    private static final int PASS = 2 * L;

    /** Eight rows of two vectors and three operands need 19 registers: AVX-512 and AArch64 have 32, AVX has 16. */
    private static final int ROWS = L == 16 || System.getProperty("os.arch").equals("aarch64") ? 8 : 4;

    @Override
    public int tileRows() {
        return ROWS;
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
        for (int j = 0; j < PANEL; j += PASS) {
            if (rows == 5) {
                VectorTiles.rows5(a, ao, lda, b, bo + j, k, z, zo + j, ldz, c, co + j, ldc);
            } else if (rows > 4) {
                VectorTiles.rows8(a, ao, lda, rows, b, bo + j, k, z, zo + j, ldz, c, co + j, ldc);
            } else {
                VectorTiles.rows4(a, ao, lda, rows, b, bo + j, k, z, zo + j, ldz, c, co + j, ldc);
            }
        }
    }

    @Override
    public void columns(float[] a, int ao, int step, float[] b, int bo, int k, float[] c, int co, int ldc) {
        for (int j = 0; j < PANEL; j += PASS) {
            if (ROWS == 8) {
                VectorTiles.columns8(a, ao, step, b, bo + j, k, c, co + j, ldc);
            } else {
                VectorTiles.columns4(a, ao, step, b, bo + j, k, c, co + j, ldc);
            }
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
        for (int j = 0; j < PANEL; j += PASS) {
            if (rows == 1) {
                VectorStrips.row(a, ao, b, bo + j, panel, panels, k, z, zo + j, c, co + j);
            } else {
                VectorStrips.rows2(a, ao, lda, rows, b, bo + j, panel, panels, k, z, zo + j, ldz, c, co + j, ldc);
            }
        }
    }

    @Override
    public void half(
            float[] a, int ao, int[] b, int bo, int panel, int panels, int k, float[] z, int zo, float[] c, int co) {
        for (int j = 0; j < PANEL / 2; j += L) {
            VectorStrips.half(a, ao, b, bo + j, panel, panels, k, z, zo + j, c, co + j);
        }
    }

    @Override
    public float sum(float[] x, int off, int n) {
        return VectorRows.sum(x, off, n);
    }

    @Override
    public float dot(float[] x, int xOff, float[] y, int yOff, int n) {
        return VectorRows.dot(x, xOff, y, yOff, n);
    }

    @Override
    public float max(float[] x, int off, int n) {
        return VectorRows.max(x, off, n);
    }

    @Override
    public float exponentials(float[] x, int xOff, int n, float shift, float[] y, int yOff) {
        VectorMath.exp(x, xOff, n, shift, y, yOff);
        return VectorRows.sum(y, yOff, n);
    }

    @Override
    public float centre(float[] x, int xOff, int n, float mean, float[] y, int yOff) {
        return VectorRows.centre(x, xOff, n, mean, y, yOff);
    }

    @Override
    public void scale(float[] x, int off, int n, float factor) {
        int i = off;
        for (; i <= off + n - L; i += L) {
            FloatVector.fromArray(S, x, i).mul(factor).intoArray(x, i);
        }
        for (; i < off + n; i++) {
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
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, dy, dyOff + i)
                    .sub(mean)
                    .sub(FloatVector.fromArray(S, y, yOff + i).mul(product))
                    .mul(factor)
                    .intoArray(dx, dxOff + i);
        }
        for (; i < n; i++) {
            dx[dxOff + i] = (dy[dyOff + i] - mean - y[yOff + i] * product) * factor;
        }
    }

    @Override
    public void softmaxAdjoint(
            float[] dy, int dyOff, float[] y, int yOff, int n, float product, float[] dx, int dxOff) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, y, yOff + i)
                    .mul(FloatVector.fromArray(S, dy, dyOff + i).sub(product))
                    .intoArray(dx, dxOff + i);
        }
        for (; i < n; i++) {
            dx[dxOff + i] = y[yOff + i] * (dy[dyOff + i] - product);
        }
    }

    @Override
    public boolean finite(float[] x, int off, int n) {
        return VectorRows.finite(x, off, n);
    }

    @Override
    public void exp(float[] x, float[] y, int from, int to) {
        VectorMath.exp(x, from, to - from, 0f, y, from);
    }

    @Override
    public void log(float[] x, float[] y, int from, int to) {
        VectorMath.log(x, y, from, to);
    }

    @Override
    public void tanh(float[] x, float[] y, int from, int to) {
        VectorMath.tanh(x, y, from, to);
    }

    @Override
    public void sigmoid(float[] x, float[] y, int from, int to) {
        VectorMath.sigmoid(x, y, from, to);
    }

    @Override
    public void whereAtLeast(float[] left, float[] right, float[] value, float[] z, int from, int to) {
        for (int i = from; i < to; i += L) {
            var in = S.indexInRange(i, to);
            var test = FloatVector.fromArray(S, left, i, in)
                    .compare(VectorOperators.GE, FloatVector.fromArray(S, right, i, in));
            FloatVector.zero(S)
                    .blend(FloatVector.fromArray(S, value, i, in), test)
                    .intoArray(z, i, in);
        }
    }

    @Override
    public void whereAbove(float[] left, float[] right, float[] value, float[] z, int from, int to) {
        for (int i = from; i < to; i += L) {
            var in = S.indexInRange(i, to);
            var test = FloatVector.fromArray(S, left, i, in)
                    .compare(VectorOperators.GT, FloatVector.fromArray(S, right, i, in));
            FloatVector.zero(S)
                    .blend(FloatVector.fromArray(S, value, i, in), test)
                    .intoArray(z, i, in);
        }
    }

    @Override
    public void wherePositive(float[] x, float[] value, float[] z, int from, int to) {
        for (int i = from; i < to; i += L) {
            var in = S.indexInRange(i, to);
            var test = FloatVector.fromArray(S, x, i, in).compare(VectorOperators.GT, 0f);
            FloatVector.zero(S)
                    .blend(FloatVector.fromArray(S, value, i, in), test)
                    .intoArray(z, i, in);
        }
    }

    @Override
    public void timesSign(float[] dy, float[] x, float[] z, int from, int to) {
        for (int i = from; i < to; i += L) {
            var in = S.indexInRange(i, to);
            var v = FloatVector.fromArray(S, x, i, in);
            var g = FloatVector.fromArray(S, dy, i, in);
            FloatVector.zero(S)
                    .blend(g, v.compare(VectorOperators.GT, 0f))
                    .blend(g.neg(), v.compare(VectorOperators.LT, 0f))
                    .intoArray(z, i, in);
        }
    }

    @Override
    public void addAt(float[] from, int fromOff, float[] to, int toOff, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, to, toOff + i)
                    .add(FloatVector.fromArray(S, from, fromOff + i))
                    .intoArray(to, toOff + i);
        }
        for (; i < n; i++) {
            to[toOff + i] += from[fromOff + i];
        }
    }

    @Override
    public void addScaledAt(float[] from, int fromOff, float factor, float[] to, int toOff, int n) {
        var scale = FloatVector.broadcast(S, factor);
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, from, fromOff + i)
                    .fma(scale, FloatVector.fromArray(S, to, toOff + i))
                    .intoArray(to, toOff + i);
        }
        for (; i < n; i++) {
            to[toOff + i] = Math.fma(from[fromOff + i], factor, to[toOff + i]);
        }
    }

    @Override
    public void additiveAdjoint(
            float[] t, int at, float dy, float[] v, float[] dv, int vo, float[] dq, int qo, float[] dk, int ko, int n) {
        var one = FloatVector.broadcast(S, 1f);
        var scale = FloatVector.broadcast(S, dy);
        int i = 0;
        for (; i <= n - L; i += L) {
            var y = FloatVector.fromArray(S, t, at + i);
            var g = scale.mul(FloatVector.fromArray(S, v, vo + i)).mul(one.sub(y.mul(y)));
            y.fma(scale, FloatVector.fromArray(S, dv, vo + i)).intoArray(dv, vo + i);
            FloatVector.fromArray(S, dq, qo + i).add(g).intoArray(dq, qo + i);
            FloatVector.fromArray(S, dk, ko + i).add(g).intoArray(dk, ko + i);
            g.intoArray(t, at + i);
        }
        for (; i < n; i++) {
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
            packRow(from, off + r * stride, to, at + r * step, panel, width, count);
        }
    }

    private static void packRow(float[] from, int off, float[] to, int at, int panel, int width, int count) {
        for (int p = 0; p < count; p++) {
            for (int j = 0; j < width; j += 16) {
                for (int l = j; l < j + 16; l += L) {
                    FloatVector.fromArray(S, from, off + l).intoArray(to, at + l);
                }
            }
            off += width;
            at += panel;
        }
    }

    @Override
    public double burst(int rounds) {
        var m = FloatVector.broadcast(S, 0.999f);
        var o = FloatVector.broadcast(S, 0.001f);
        var c0 = o;
        var c1 = o;
        var c2 = o;
        var c3 = o;
        var c4 = o;
        var c5 = o;
        var c6 = o;
        var c7 = o;
        var c8 = o;
        var c9 = o;
        for (int i = 0; i < rounds; i++) {
            c0 = c0.fma(m, o);
            c1 = c1.fma(m, o);
            c2 = c2.fma(m, o);
            c3 = c3.fma(m, o);
            c4 = c4.fma(m, o);
            c5 = c5.fma(m, o);
            c6 = c6.fma(m, o);
            c7 = c7.fma(m, o);
            c8 = c8.fma(m, o);
            c9 = c9.fma(m, o);
        }
        var all = c0.add(c1)
                .add(c2)
                .add(c3)
                .add(c4)
                .add(c5)
                .add(c6)
                .add(c7)
                .add(c8)
                .add(c9);
        return all.lane(0) > 0 ? 20.0 * L * rounds : 0;
    }
}
