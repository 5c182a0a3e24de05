package carousel.kernel;

/** z = a op b, element by element, and the gradients of both operands. The arrays may be the same. Immutable. */
public enum Binary {
    /** z = a + b. */
    PLUS {
        @Override
        public void apply(float[] a, float[] b, float[] z, int from, int to) {
            for (int i = from; i < to; i++) {
                z[i] = a[i] + b[i];
            }
        }

        @Override
        public void adjointLeft(float[] dz, float[] a, float[] b, float[] z, float[] da, int from, int to) {
            System.arraycopy(dz, from, da, from, to - from);
        }

        @Override
        public void adjointRight(float[] dz, float[] a, float[] b, float[] z, float[] db, int from, int to) {
            System.arraycopy(dz, from, db, from, to - from);
        }
    },

    /** z = a - b. */
    MINUS {
        @Override
        public void apply(float[] a, float[] b, float[] z, int from, int to) {
            for (int i = from; i < to; i++) {
                z[i] = a[i] - b[i];
            }
        }

        @Override
        public void adjointLeft(float[] dz, float[] a, float[] b, float[] z, float[] da, int from, int to) {
            System.arraycopy(dz, from, da, from, to - from);
        }

        @Override
        public void adjointRight(float[] dz, float[] a, float[] b, float[] z, float[] db, int from, int to) {
            for (int i = from; i < to; i++) {
                db[i] = -dz[i];
            }
        }
    },

    /** z = a b. */
    TIMES {
        @Override
        public void apply(float[] a, float[] b, float[] z, int from, int to) {
            for (int i = from; i < to; i++) {
                z[i] = a[i] * b[i];
            }
        }

        @Override
        public void adjointLeft(float[] dz, float[] a, float[] b, float[] z, float[] da, int from, int to) {
            for (int i = from; i < to; i++) {
                da[i] = dz[i] * b[i];
            }
        }

        @Override
        public void adjointRight(float[] dz, float[] a, float[] b, float[] z, float[] db, int from, int to) {
            for (int i = from; i < to; i++) {
                db[i] = dz[i] * a[i];
            }
        }
    },

    /** z = a / b; da = dz / b, db = -dz z / b. */
    DIVIDE {
        @Override
        public void apply(float[] a, float[] b, float[] z, int from, int to) {
            for (int i = from; i < to; i++) {
                z[i] = a[i] / b[i];
            }
        }

        @Override
        public void adjointLeft(float[] dz, float[] a, float[] b, float[] z, float[] da, int from, int to) {
            for (int i = from; i < to; i++) {
                da[i] = dz[i] / b[i];
            }
        }

        @Override
        public void adjointRight(float[] dz, float[] a, float[] b, float[] z, float[] db, int from, int to) {
            for (int i = from; i < to; i++) {
                db[i] = -(dz[i] * z[i] / b[i]);
            }
        }
    },

    /** z = max(a, b), NaN when either is; where both are equal the gradient goes to the left. */
    MAXIMUM {
        @Override
        public void apply(float[] a, float[] b, float[] z, int from, int to) {
            for (int i = from; i < to; i++) {
                z[i] = Math.max(a[i], b[i]);
            }
        }

        @Override
        public void adjointLeft(float[] dz, float[] a, float[] b, float[] z, float[] da, int from, int to) {
            Kernels.CHOSEN.whereAtLeast(a, b, dz, da, from, to);
        }

        @Override
        public void adjointRight(float[] dz, float[] a, float[] b, float[] z, float[] db, int from, int to) {
            Kernels.CHOSEN.whereAbove(b, a, dz, db, from, to);
        }
    };

    /** z = a op b for the elements {@code from} (inclusive) to {@code to} (exclusive). */
    public abstract void apply(float[] a, float[] b, float[] z, int from, int to);

    /** da = dz ∂z/∂a for those elements; z is what {@link #apply} gave. */
    public abstract void adjointLeft(float[] dz, float[] a, float[] b, float[] z, float[] da, int from, int to);

    /** db = dz ∂z/∂b for those elements; z is what {@link #apply} gave. */
    public abstract void adjointRight(float[] dz, float[] a, float[] b, float[] z, float[] db, int from, int to);
}
