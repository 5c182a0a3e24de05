package carousel.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tiles of {@link Kernels} in vectors: two vectors of a panel's columns at a time, every accumulator a named local,
 * so that the compiler keeps all of them in registers. Straight lines on purpose: loops over rows or arrays of vectors
 * end up in memory. Immutable.
 */
final class VectorTiles {
    static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.bits()));
    static final int L = S.length();
    private static final int PANEL = Kernels.PANEL;

    private VectorTiles() {}

    /** Up to eight rows; the last one stands in for those that are missing. */
    static void rows8(
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
        int r1 = Math.min(1, rows - 1);
        int r2 = Math.min(2, rows - 1);
        int r3 = Math.min(3, rows - 1);
        int r4 = Math.min(4, rows - 1);
        int r5 = Math.min(5, rows - 1);
        int r6 = Math.min(6, rows - 1);
        int r7 = Math.min(7, rows - 1);
        int a1 = ao + r1 * lda;
        int a2 = ao + r2 * lda;
        int a3 = ao + r3 * lda;
        int a4 = ao + r4 * lda;
        int a5 = ao + r5 * lda;
        int a6 = ao + r6 * lda;
        int a7 = ao + r7 * lda;
        var c0a = FloatVector.fromArray(S, z, zo);
        var c0b = FloatVector.fromArray(S, z, zo + L);
        var c1a = FloatVector.fromArray(S, z, zo + r1 * ldz);
        var c1b = FloatVector.fromArray(S, z, zo + r1 * ldz + L);
        var c2a = FloatVector.fromArray(S, z, zo + r2 * ldz);
        var c2b = FloatVector.fromArray(S, z, zo + r2 * ldz + L);
        var c3a = FloatVector.fromArray(S, z, zo + r3 * ldz);
        var c3b = FloatVector.fromArray(S, z, zo + r3 * ldz + L);
        var c4a = FloatVector.fromArray(S, z, zo + r4 * ldz);
        var c4b = FloatVector.fromArray(S, z, zo + r4 * ldz + L);
        var c5a = FloatVector.fromArray(S, z, zo + r5 * ldz);
        var c5b = FloatVector.fromArray(S, z, zo + r5 * ldz + L);
        var c6a = FloatVector.fromArray(S, z, zo + r6 * ldz);
        var c6b = FloatVector.fromArray(S, z, zo + r6 * ldz + L);
        var c7a = FloatVector.fromArray(S, z, zo + r7 * ldz);
        var c7b = FloatVector.fromArray(S, z, zo + r7 * ldz + L);
        for (int i = 0; i < k; i++) {
            var p = FloatVector.fromArray(S, b, bo + i * PANEL);
            var q = FloatVector.fromArray(S, b, bo + i * PANEL + L);
            var v0 = FloatVector.broadcast(S, a[ao + i]);
            c0a = v0.fma(p, c0a);
            c0b = v0.fma(q, c0b);
            var v1 = FloatVector.broadcast(S, a[a1 + i]);
            c1a = v1.fma(p, c1a);
            c1b = v1.fma(q, c1b);
            var v2 = FloatVector.broadcast(S, a[a2 + i]);
            c2a = v2.fma(p, c2a);
            c2b = v2.fma(q, c2b);
            var v3 = FloatVector.broadcast(S, a[a3 + i]);
            c3a = v3.fma(p, c3a);
            c3b = v3.fma(q, c3b);
            var v4 = FloatVector.broadcast(S, a[a4 + i]);
            c4a = v4.fma(p, c4a);
            c4b = v4.fma(q, c4b);
            var v5 = FloatVector.broadcast(S, a[a5 + i]);
            c5a = v5.fma(p, c5a);
            c5b = v5.fma(q, c5b);
            var v6 = FloatVector.broadcast(S, a[a6 + i]);
            c6a = v6.fma(p, c6a);
            c6b = v6.fma(q, c6b);
            var v7 = FloatVector.broadcast(S, a[a7 + i]);
            c7a = v7.fma(p, c7a);
            c7b = v7.fma(q, c7b);
        }
        c0a.intoArray(c, co);
        c0b.intoArray(c, co + L);
        c1a.intoArray(c, co + r1 * ldc);
        c1b.intoArray(c, co + r1 * ldc + L);
        c2a.intoArray(c, co + r2 * ldc);
        c2b.intoArray(c, co + r2 * ldc + L);
        c3a.intoArray(c, co + r3 * ldc);
        c3b.intoArray(c, co + r3 * ldc + L);
        c4a.intoArray(c, co + r4 * ldc);
        c4b.intoArray(c, co + r4 * ldc + L);
        c5a.intoArray(c, co + r5 * ldc);
        c5b.intoArray(c, co + r5 * ldc + L);
        c6a.intoArray(c, co + r6 * ldc);
        c6b.intoArray(c, co + r6 * ldc + L);
        c7a.intoArray(c, co + r7 * ldc);
        c7b.intoArray(c, co + r7 * ldc + L);
    }

    /** Up to four rows. */
    static void rows4(
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
        int r1 = Math.min(1, rows - 1);
        int r2 = Math.min(2, rows - 1);
        int r3 = Math.min(3, rows - 1);
        int a1 = ao + r1 * lda;
        int a2 = ao + r2 * lda;
        int a3 = ao + r3 * lda;
        var c0a = FloatVector.fromArray(S, z, zo);
        var c0b = FloatVector.fromArray(S, z, zo + L);
        var c1a = FloatVector.fromArray(S, z, zo + r1 * ldz);
        var c1b = FloatVector.fromArray(S, z, zo + r1 * ldz + L);
        var c2a = FloatVector.fromArray(S, z, zo + r2 * ldz);
        var c2b = FloatVector.fromArray(S, z, zo + r2 * ldz + L);
        var c3a = FloatVector.fromArray(S, z, zo + r3 * ldz);
        var c3b = FloatVector.fromArray(S, z, zo + r3 * ldz + L);
        for (int i = 0; i < k; i++) {
            var p = FloatVector.fromArray(S, b, bo + i * PANEL);
            var q = FloatVector.fromArray(S, b, bo + i * PANEL + L);
            var v0 = FloatVector.broadcast(S, a[ao + i]);
            c0a = v0.fma(p, c0a);
            c0b = v0.fma(q, c0b);
            var v1 = FloatVector.broadcast(S, a[a1 + i]);
            c1a = v1.fma(p, c1a);
            c1b = v1.fma(q, c1b);
            var v2 = FloatVector.broadcast(S, a[a2 + i]);
            c2a = v2.fma(p, c2a);
            c2b = v2.fma(q, c2b);
            var v3 = FloatVector.broadcast(S, a[a3 + i]);
            c3a = v3.fma(p, c3a);
            c3b = v3.fma(q, c3b);
        }
        c0a.intoArray(c, co);
        c0b.intoArray(c, co + L);
        c1a.intoArray(c, co + r1 * ldc);
        c1b.intoArray(c, co + r1 * ldc + L);
        c2a.intoArray(c, co + r2 * ldc);
        c2b.intoArray(c, co + r2 * ldc + L);
        c3a.intoArray(c, co + r3 * ldc);
        c3b.intoArray(c, co + r3 * ldc + L);
    }

    /** Exactly five rows: the hypotheses of a beam, which would leave three of eight idle. */
    static void rows5(
            float[] a,
            int ao,
            int lda,
            float[] b,
            int bo,
            int k,
            float[] z,
            int zo,
            int ldz,
            float[] c,
            int co,
            int ldc) {
        int a1 = ao + lda;
        int a2 = a1 + lda;
        int a3 = a2 + lda;
        int a4 = a3 + lda;
        var c0a = FloatVector.fromArray(S, z, zo);
        var c0b = FloatVector.fromArray(S, z, zo + L);
        var c1a = FloatVector.fromArray(S, z, zo + ldz);
        var c1b = FloatVector.fromArray(S, z, zo + ldz + L);
        var c2a = FloatVector.fromArray(S, z, zo + 2 * ldz);
        var c2b = FloatVector.fromArray(S, z, zo + 2 * ldz + L);
        var c3a = FloatVector.fromArray(S, z, zo + 3 * ldz);
        var c3b = FloatVector.fromArray(S, z, zo + 3 * ldz + L);
        var c4a = FloatVector.fromArray(S, z, zo + 4 * ldz);
        var c4b = FloatVector.fromArray(S, z, zo + 4 * ldz + L);
        for (int i = 0; i < k; i++) {
            var p = FloatVector.fromArray(S, b, bo + i * PANEL);
            var q = FloatVector.fromArray(S, b, bo + i * PANEL + L);
            var v0 = FloatVector.broadcast(S, a[ao + i]);
            c0a = v0.fma(p, c0a);
            c0b = v0.fma(q, c0b);
            var v1 = FloatVector.broadcast(S, a[a1 + i]);
            c1a = v1.fma(p, c1a);
            c1b = v1.fma(q, c1b);
            var v2 = FloatVector.broadcast(S, a[a2 + i]);
            c2a = v2.fma(p, c2a);
            c2b = v2.fma(q, c2b);
            var v3 = FloatVector.broadcast(S, a[a3 + i]);
            c3a = v3.fma(p, c3a);
            c3b = v3.fma(q, c3b);
            var v4 = FloatVector.broadcast(S, a[a4 + i]);
            c4a = v4.fma(p, c4a);
            c4b = v4.fma(q, c4b);
        }
        c0a.intoArray(c, co);
        c0b.intoArray(c, co + L);
        c1a.intoArray(c, co + ldc);
        c1b.intoArray(c, co + ldc + L);
        c2a.intoArray(c, co + 2 * ldc);
        c2b.intoArray(c, co + 2 * ldc + L);
        c3a.intoArray(c, co + 3 * ldc);
        c3b.intoArray(c, co + 3 * ldc + L);
        c4a.intoArray(c, co + 4 * ldc);
        c4b.intoArray(c, co + 4 * ldc + L);
    }

    /** Eight columns of a row-major a, as rows of the product. */
    static void columns8(float[] a, int ao, int step, float[] b, int bo, int k, float[] c, int co, int ldc) {
        var c0a = FloatVector.fromArray(S, c, co);
        var c0b = FloatVector.fromArray(S, c, co + L);
        var c1a = FloatVector.fromArray(S, c, co + ldc);
        var c1b = FloatVector.fromArray(S, c, co + ldc + L);
        var c2a = FloatVector.fromArray(S, c, co + 2 * ldc);
        var c2b = FloatVector.fromArray(S, c, co + 2 * ldc + L);
        var c3a = FloatVector.fromArray(S, c, co + 3 * ldc);
        var c3b = FloatVector.fromArray(S, c, co + 3 * ldc + L);
        var c4a = FloatVector.fromArray(S, c, co + 4 * ldc);
        var c4b = FloatVector.fromArray(S, c, co + 4 * ldc + L);
        var c5a = FloatVector.fromArray(S, c, co + 5 * ldc);
        var c5b = FloatVector.fromArray(S, c, co + 5 * ldc + L);
        var c6a = FloatVector.fromArray(S, c, co + 6 * ldc);
        var c6b = FloatVector.fromArray(S, c, co + 6 * ldc + L);
        var c7a = FloatVector.fromArray(S, c, co + 7 * ldc);
        var c7b = FloatVector.fromArray(S, c, co + 7 * ldc + L);
        int at = ao;
        for (int i = 0; i < k; i++) {
            var p = FloatVector.fromArray(S, b, bo + i * PANEL);
            var q = FloatVector.fromArray(S, b, bo + i * PANEL + L);
            var v0 = FloatVector.broadcast(S, a[at]);
            c0a = v0.fma(p, c0a);
            c0b = v0.fma(q, c0b);
            var v1 = FloatVector.broadcast(S, a[at + 1]);
            c1a = v1.fma(p, c1a);
            c1b = v1.fma(q, c1b);
            var v2 = FloatVector.broadcast(S, a[at + 2]);
            c2a = v2.fma(p, c2a);
            c2b = v2.fma(q, c2b);
            var v3 = FloatVector.broadcast(S, a[at + 3]);
            c3a = v3.fma(p, c3a);
            c3b = v3.fma(q, c3b);
            var v4 = FloatVector.broadcast(S, a[at + 4]);
            c4a = v4.fma(p, c4a);
            c4b = v4.fma(q, c4b);
            var v5 = FloatVector.broadcast(S, a[at + 5]);
            c5a = v5.fma(p, c5a);
            c5b = v5.fma(q, c5b);
            var v6 = FloatVector.broadcast(S, a[at + 6]);
            c6a = v6.fma(p, c6a);
            c6b = v6.fma(q, c6b);
            var v7 = FloatVector.broadcast(S, a[at + 7]);
            c7a = v7.fma(p, c7a);
            c7b = v7.fma(q, c7b);
            at += step;
        }
        c0a.intoArray(c, co);
        c0b.intoArray(c, co + L);
        c1a.intoArray(c, co + ldc);
        c1b.intoArray(c, co + ldc + L);
        c2a.intoArray(c, co + 2 * ldc);
        c2b.intoArray(c, co + 2 * ldc + L);
        c3a.intoArray(c, co + 3 * ldc);
        c3b.intoArray(c, co + 3 * ldc + L);
        c4a.intoArray(c, co + 4 * ldc);
        c4b.intoArray(c, co + 4 * ldc + L);
        c5a.intoArray(c, co + 5 * ldc);
        c5b.intoArray(c, co + 5 * ldc + L);
        c6a.intoArray(c, co + 6 * ldc);
        c6b.intoArray(c, co + 6 * ldc + L);
        c7a.intoArray(c, co + 7 * ldc);
        c7b.intoArray(c, co + 7 * ldc + L);
    }

    /** Four columns of a row-major a, as rows of the product. */
    static void columns4(float[] a, int ao, int step, float[] b, int bo, int k, float[] c, int co, int ldc) {
        var c0a = FloatVector.fromArray(S, c, co);
        var c0b = FloatVector.fromArray(S, c, co + L);
        var c1a = FloatVector.fromArray(S, c, co + ldc);
        var c1b = FloatVector.fromArray(S, c, co + ldc + L);
        var c2a = FloatVector.fromArray(S, c, co + 2 * ldc);
        var c2b = FloatVector.fromArray(S, c, co + 2 * ldc + L);
        var c3a = FloatVector.fromArray(S, c, co + 3 * ldc);
        var c3b = FloatVector.fromArray(S, c, co + 3 * ldc + L);
        int at = ao;
        for (int i = 0; i < k; i++) {
            var p = FloatVector.fromArray(S, b, bo + i * PANEL);
            var q = FloatVector.fromArray(S, b, bo + i * PANEL + L);
            var v0 = FloatVector.broadcast(S, a[at]);
            c0a = v0.fma(p, c0a);
            c0b = v0.fma(q, c0b);
            var v1 = FloatVector.broadcast(S, a[at + 1]);
            c1a = v1.fma(p, c1a);
            c1b = v1.fma(q, c1b);
            var v2 = FloatVector.broadcast(S, a[at + 2]);
            c2a = v2.fma(p, c2a);
            c2b = v2.fma(q, c2b);
            var v3 = FloatVector.broadcast(S, a[at + 3]);
            c3a = v3.fma(p, c3a);
            c3b = v3.fma(q, c3b);
            at += step;
        }
        c0a.intoArray(c, co);
        c0b.intoArray(c, co + L);
        c1a.intoArray(c, co + ldc);
        c1b.intoArray(c, co + ldc + L);
        c2a.intoArray(c, co + 2 * ldc);
        c2b.intoArray(c, co + 2 * ldc + L);
        c3a.intoArray(c, co + 3 * ldc);
        c3b.intoArray(c, co + 3 * ldc + L);
    }
}
