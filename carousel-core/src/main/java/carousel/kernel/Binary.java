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

        @Override
        public <E> E value(Arithmetic<E> m, E a, E b) {
            return m.add(a, b);
        }

        @Override
        public <E> E adjointLeft(Arithmetic<E> m, E dz, E a, E b, E z) {
            return dz;
        }

        @Override
        public <E> E adjointRight(Arithmetic<E> m, E dz, E a, E b, E z) {
            return dz;
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

        @Override
        public <E> E value(Arithmetic<E> m, E a, E b) {
            return m.subtract(a, b);
        }

        @Override
        public <E> E adjointLeft(Arithmetic<E> m, E dz, E a, E b, E z) {
            return dz;
        }

        @Override
        public <E> E adjointRight(Arithmetic<E> m, E dz, E a, E b, E z) {
            return m.negate(dz);
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

        @Override
        public <E> E value(Arithmetic<E> m, E a, E b) {
            return m.multiply(a, b);
        }

        @Override
        public <E> E adjointLeft(Arithmetic<E> m, E dz, E a, E b, E z) {
            return m.multiply(dz, b);
        }

        @Override
        public <E> E adjointRight(Arithmetic<E> m, E dz, E a, E b, E z) {
            return m.multiply(dz, a);
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

        @Override
        public <E> E value(Arithmetic<E> m, E a, E b) {
            return m.divide(a, b);
        }

        @Override
        public <E> E adjointLeft(Arithmetic<E> m, E dz, E a, E b, E z) {
            return m.divide(dz, b);
        }

        @Override
        public <E> E adjointRight(Arithmetic<E> m, E dz, E a, E b, E z) {
            return m.negate(m.divide(m.multiply(dz, z), b));
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

        @Override
        public <E> E value(Arithmetic<E> m, E a, E b) {
            return m.maximum(a, b);
        }

        @Override
        public <E> E adjointLeft(Arithmetic<E> m, E dz, E a, E b, E z) {
            return m.whereAtLeast(a, b, dz, m.number(0f));
        }

        @Override
        public <E> E adjointRight(Arithmetic<E> m, E dz, E a, E b, E z) {
            return m.whereAbove(b, a, dz, m.number(0f));
        }
    };

    /** z = a op b for the elements {@code from} (inclusive) to {@code to} (exclusive). */
    public abstract void apply(float[] a, float[] b, float[] z, int from, int to);

    /** da = dz ∂z/∂a for those elements; z is what {@link #apply} gave. */
    public abstract void adjointLeft(float[] dz, float[] a, float[] b, float[] z, float[] da, int from, int to);

    /** db = dz ∂z/∂b for those elements; z is what {@link #apply} gave. */
    public abstract void adjointRight(float[] dz, float[] a, float[] b, float[] z, float[] db, int from, int to);

    /** What {@link #apply} computes for an element. */
    public abstract <E> E value(Arithmetic<E> m, E a, E b);

    /** What {@link #adjointLeft(float[], float[], float[], float[], float[], int, int)} computes for an element. */
    public abstract <E> E adjointLeft(Arithmetic<E> m, E dz, E a, E b, E z);

    /** What {@link #adjointRight(float[], float[], float[], float[], float[], int, int)} computes for an element. */
    public abstract <E> E adjointRight(Arithmetic<E> m, E dz, E a, E b, E z);
}
