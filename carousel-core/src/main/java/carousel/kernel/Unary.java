package carousel.kernel;

/**
 * y = f(x), element by element, and the gradient dx = dy f'(x), from x or y, whichever is cheaper. The arrays may be
 * the same. Immutable.
 */
public enum Unary {
    /** y = -x. */
    NEGATE {
        @Override
        public void apply(float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = -x[i];
            }
        }

        @Override
        public void adjoint(float[] dy, float[] x, float[] y, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = -dy[i];
            }
        }

        @Override
        public <E> E value(Arithmetic<E> m, E x) {
            return m.negate(x);
        }

        @Override
        public <E> E adjoint(Arithmetic<E> m, E dy, E x, E y) {
            return m.negate(dy);
        }
    },

    /** y = |x|; dx = dy sign(x), 0 at 0. */
    ABS {
        @Override
        public void apply(float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = Math.abs(x[i]);
            }
        }

        @Override
        public void adjoint(float[] dy, float[] x, float[] y, float[] dx, int from, int to) {
            Kernels.CHOSEN.timesSign(dy, x, dx, from, to);
        }

        @Override
        public <E> E value(Arithmetic<E> m, E x) {
            return m.magnitude(x);
        }

        @Override
        public <E> E adjoint(Arithmetic<E> m, E dy, E x, E y) {
            var zero = m.number(0f);
            return m.whereAbove(x, zero, dy, m.whereAbove(zero, x, m.negate(dy), zero));
        }
    },

    /** y = max(x, 0); dx = dy where y &gt; 0, else 0. */
    RELU {
        @Override
        public void apply(float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = Math.max(x[i], 0f);
            }
        }

        @Override
        public void adjoint(float[] dy, float[] x, float[] y, float[] dx, int from, int to) {
            Kernels.CHOSEN.wherePositive(y, dy, dx, from, to);
        }

        @Override
        public <E> E value(Arithmetic<E> m, E x) {
            return m.maximum(x, m.number(0f));
        }

        @Override
        public <E> E adjoint(Arithmetic<E> m, E dy, E x, E y) {
            var zero = m.number(0f);
            return m.whereAbove(y, zero, dy, zero);
        }
    },

    /** y = x². */
    SQUARE {
        @Override
        public void apply(float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = x[i] * x[i];
            }
        }

        @Override
        public void adjoint(float[] dy, float[] x, float[] y, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = dy[i] * (x[i] + x[i]);
            }
        }

        @Override
        public <E> E value(Arithmetic<E> m, E x) {
            return m.multiply(x, x);
        }

        @Override
        public <E> E adjoint(Arithmetic<E> m, E dy, E x, E y) {
            return m.multiply(dy, m.add(x, x));
        }
    },

    /** y = √x; dx = dy / 2y. */
    SQRT {
        @Override
        public void apply(float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = (float) Math.sqrt(x[i]);
            }
        }

        @Override
        public void adjoint(float[] dy, float[] x, float[] y, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = dy[i] / (y[i] + y[i]);
            }
        }

        @Override
        public <E> E value(Arithmetic<E> m, E x) {
            return m.squareRoot(x);
        }

        @Override
        public <E> E adjoint(Arithmetic<E> m, E dy, E x, E y) {
            return m.divide(dy, m.add(y, y));
        }
    },

    /** y = 1/x; dx = -dy y². */
    RECIPROCAL {
        @Override
        public void apply(float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = 1f / x[i];
            }
        }

        @Override
        public void adjoint(float[] dy, float[] x, float[] y, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = -(dy[i] * (y[i] * y[i]));
            }
        }

        @Override
        public <E> E value(Arithmetic<E> m, E x) {
            return m.divide(m.number(1f), x);
        }

        @Override
        public <E> E adjoint(Arithmetic<E> m, E dy, E x, E y) {
            return m.negate(m.multiply(dy, m.multiply(y, y)));
        }
    },

    /** y = 1 / (1 + exp(-x)), see {@link Transcendental#sigmoid}; dx = dy y (1 - y). */
    SIGMOID {
        @Override
        public void apply(float[] x, float[] y, int from, int to) {
            Kernels.CHOSEN.sigmoid(x, y, from, to);
        }

        @Override
        public void adjoint(float[] dy, float[] x, float[] y, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = dy[i] * (y[i] * (1f - y[i]));
            }
        }

        @Override
        public <E> E value(Arithmetic<E> m, E x) {
            return m.sigmoid(x);
        }

        @Override
        public <E> E adjoint(Arithmetic<E> m, E dy, E x, E y) {
            return m.multiply(dy, m.multiply(y, m.subtract(m.number(1f), y)));
        }
    },

    /** y = tanh(x), see {@link Transcendental#tanh}; dx = dy (1 - y²). */
    TANH {
        @Override
        public void apply(float[] x, float[] y, int from, int to) {
            Kernels.CHOSEN.tanh(x, y, from, to);
        }

        @Override
        public void adjoint(float[] dy, float[] x, float[] y, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = dy[i] * (1f - y[i] * y[i]);
            }
        }

        @Override
        public <E> E value(Arithmetic<E> m, E x) {
            return m.tanh(x);
        }

        @Override
        public <E> E adjoint(Arithmetic<E> m, E dy, E x, E y) {
            return m.multiply(dy, m.subtract(m.number(1f), m.multiply(y, y)));
        }
    },

    /** y = exp(x), see {@link Transcendental#exp}; dx = dy y. */
    EXP {
        @Override
        public void apply(float[] x, float[] y, int from, int to) {
            Kernels.CHOSEN.exp(x, y, from, to);
        }

        @Override
        public void adjoint(float[] dy, float[] x, float[] y, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = dy[i] * y[i];
            }
        }

        @Override
        public <E> E value(Arithmetic<E> m, E x) {
            return m.exp(x);
        }

        @Override
        public <E> E adjoint(Arithmetic<E> m, E dy, E x, E y) {
            return m.multiply(dy, y);
        }
    },

    /** y = ln(x), see {@link Transcendental#log}; dx = dy / x. */
    LOG {
        @Override
        public void apply(float[] x, float[] y, int from, int to) {
            Kernels.CHOSEN.log(x, y, from, to);
        }

        @Override
        public void adjoint(float[] dy, float[] x, float[] y, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = dy[i] / x[i];
            }
        }

        @Override
        public <E> E value(Arithmetic<E> m, E x) {
            return m.log(x);
        }

        @Override
        public <E> E adjoint(Arithmetic<E> m, E dy, E x, E y) {
            return m.divide(dy, x);
        }
    };

    /** y = f(x) for the elements {@code from} (inclusive) to {@code to} (exclusive). */
    public abstract void apply(float[] x, float[] y, int from, int to);

    /**
     * dx = dy f'(x) for the elements {@code from} (inclusive) to {@code to} (exclusive); y is what {@link #apply} gave.
     */
    public abstract void adjoint(float[] dy, float[] x, float[] y, float[] dx, int from, int to);

    /** What {@link #apply} computes for an element. */
    public abstract <E> E value(Arithmetic<E> m, E x);

    /** What {@link #adjoint(float[], float[], float[], float[], int, int)} computes for an element. */
    public abstract <E> E adjoint(Arithmetic<E> m, E dy, E x, E y);
}
