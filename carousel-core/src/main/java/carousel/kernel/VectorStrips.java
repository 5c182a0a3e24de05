package carousel.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products of one or two rows of {@link Kernels} in vectors: like {@link VectorTiles}, but several panels wide, so
 * that there are eight chains. Immutable.
 */
final class VectorStrips {
    private static final VectorSpecies<Float> S = VectorTiles.S;
    private static final int L = VectorTiles.L;
    private static final int PANEL = Kernels.PANEL;
    private static final int HALF = PANEL / 2;
    private static final int UPPER = 0xffff0000;
    private static final VectorSpecies<Integer> I = S.withLanes(int.class);

    private VectorStrips() {}

    /** Up to two rows of up to two panels. */
    static void rows2(
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
        int a1 = ao + (rows - 1) * lda;
        int b1 = bo + (panels - 1) * panel;
        int z1 = zo + (rows - 1) * ldz;
        int c1 = co + (rows - 1) * ldc;
        int right = (panels - 1) * PANEL;
        var c00a = FloatVector.fromArray(S, z, zo);
        var c00b = FloatVector.fromArray(S, z, zo + L);
        var c01a = FloatVector.fromArray(S, z, zo + right);
        var c01b = FloatVector.fromArray(S, z, zo + right + L);
        var c10a = FloatVector.fromArray(S, z, z1);
        var c10b = FloatVector.fromArray(S, z, z1 + L);
        var c11a = FloatVector.fromArray(S, z, z1 + right);
        var c11b = FloatVector.fromArray(S, z, z1 + right + L);
        for (int i = 0; i < k; i++) {
            var p0 = FloatVector.fromArray(S, b, bo + i * PANEL);
            var q0 = FloatVector.fromArray(S, b, bo + i * PANEL + L);
            var p1 = FloatVector.fromArray(S, b, b1 + i * PANEL);
            var q1 = FloatVector.fromArray(S, b, b1 + i * PANEL + L);
            var v0 = FloatVector.broadcast(S, a[ao + i]);
            c00a = v0.fma(p0, c00a);
            c00b = v0.fma(q0, c00b);
            c01a = v0.fma(p1, c01a);
            c01b = v0.fma(q1, c01b);
            var v1 = FloatVector.broadcast(S, a[a1 + i]);
            c10a = v1.fma(p0, c10a);
            c10b = v1.fma(q0, c10b);
            c11a = v1.fma(p1, c11a);
            c11b = v1.fma(q1, c11b);
        }
        c00a.intoArray(c, co);
        c00b.intoArray(c, co + L);
        c01a.intoArray(c, co + right);
        c01b.intoArray(c, co + right + L);
        c10a.intoArray(c, c1);
        c10b.intoArray(c, c1 + L);
        c11a.intoArray(c, c1 + right);
        c11b.intoArray(c, c1 + right + L);
    }

    /** One row of up to four panels. */
    static void row(
            float[] a, int ao, float[] b, int bo, int panel, int panels, int k, float[] z, int zo, float[] c, int co) {
        int p1 = Math.min(1, panels - 1);
        int p2 = Math.min(2, panels - 1);
        int p3 = Math.min(3, panels - 1);
        int b1 = bo + p1 * panel;
        int b2 = bo + p2 * panel;
        int b3 = bo + p3 * panel;
        var c0a = FloatVector.fromArray(S, z, zo);
        var c0b = FloatVector.fromArray(S, z, zo + L);
        var c1a = FloatVector.fromArray(S, z, zo + p1 * PANEL);
        var c1b = FloatVector.fromArray(S, z, zo + p1 * PANEL + L);
        var c2a = FloatVector.fromArray(S, z, zo + p2 * PANEL);
        var c2b = FloatVector.fromArray(S, z, zo + p2 * PANEL + L);
        var c3a = FloatVector.fromArray(S, z, zo + p3 * PANEL);
        var c3b = FloatVector.fromArray(S, z, zo + p3 * PANEL + L);
        for (int i = 0; i < k; i++) {
            var v = FloatVector.broadcast(S, a[ao + i]);
            c0a = v.fma(FloatVector.fromArray(S, b, bo + i * PANEL), c0a);
            c0b = v.fma(FloatVector.fromArray(S, b, bo + i * PANEL + L), c0b);
            c1a = v.fma(FloatVector.fromArray(S, b, b1 + i * PANEL), c1a);
            c1b = v.fma(FloatVector.fromArray(S, b, b1 + i * PANEL + L), c1b);
            c2a = v.fma(FloatVector.fromArray(S, b, b2 + i * PANEL), c2a);
            c2b = v.fma(FloatVector.fromArray(S, b, b2 + i * PANEL + L), c2b);
            c3a = v.fma(FloatVector.fromArray(S, b, b3 + i * PANEL), c3a);
            c3b = v.fma(FloatVector.fromArray(S, b, b3 + i * PANEL + L), c3b);
        }
        c0a.intoArray(c, co);
        c0b.intoArray(c, co + L);
        c1a.intoArray(c, co + p1 * PANEL);
        c1b.intoArray(c, co + p1 * PANEL + L);
        c2a.intoArray(c, co + p2 * PANEL);
        c2b.intoArray(c, co + p2 * PANEL + L);
        c3a.intoArray(c, co + p3 * PANEL);
        c3b.intoArray(c, co + p3 * PANEL + L);
    }

    /** One row of up to four panels whose columns j and j + 16 share an int. */
    static void half(
            float[] a, int ao, int[] b, int b0, int panel, int panels, int k, float[] z, int zo, float[] c, int co) {
        int p1 = Math.min(1, panels - 1);
        int p2 = Math.min(2, panels - 1);
        int p3 = Math.min(3, panels - 1);
        int b1 = b0 + p1 * panel;
        int b2 = b0 + p2 * panel;
        int b3 = b0 + p3 * panel;
        var c0a = FloatVector.fromArray(S, z, zo);
        var c0b = FloatVector.fromArray(S, z, zo + HALF);
        var c1a = FloatVector.fromArray(S, z, zo + p1 * PANEL);
        var c1b = FloatVector.fromArray(S, z, zo + p1 * PANEL + HALF);
        var c2a = FloatVector.fromArray(S, z, zo + p2 * PANEL);
        var c2b = FloatVector.fromArray(S, z, zo + p2 * PANEL + HALF);
        var c3a = FloatVector.fromArray(S, z, zo + p3 * PANEL);
        var c3b = FloatVector.fromArray(S, z, zo + p3 * PANEL + HALF);
        for (int i = 0; i < k; i++) {
            var v = FloatVector.broadcast(S, a[ao + i]);
            var h0 = IntVector.fromArray(I, b, b0 + i * HALF);
            c0a = v.fma(h0.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats(), c0a);
            c0b = v.fma(h0.and(UPPER).reinterpretAsFloats(), c0b);
            var h1 = IntVector.fromArray(I, b, b1 + i * HALF);
            c1a = v.fma(h1.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats(), c1a);
            c1b = v.fma(h1.and(UPPER).reinterpretAsFloats(), c1b);
            var h2 = IntVector.fromArray(I, b, b2 + i * HALF);
            c2a = v.fma(h2.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats(), c2a);
            c2b = v.fma(h2.and(UPPER).reinterpretAsFloats(), c2b);
            var h3 = IntVector.fromArray(I, b, b3 + i * HALF);
            c3a = v.fma(h3.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats(), c3a);
            c3b = v.fma(h3.and(UPPER).reinterpretAsFloats(), c3b);
        }
        c0a.intoArray(c, co);
        c0b.intoArray(c, co + HALF);
        c1a.intoArray(c, co + p1 * PANEL);
        c1b.intoArray(c, co + p1 * PANEL + HALF);
        c2a.intoArray(c, co + p2 * PANEL);
        c2b.intoArray(c, co + p2 * PANEL + HALF);
        c3a.intoArray(c, co + p3 * PANEL);
        c3b.intoArray(c, co + p3 * PANEL + HALF);
    }
}
