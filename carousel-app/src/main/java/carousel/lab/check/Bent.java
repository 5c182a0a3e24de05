package carousel.lab.check;

import carousel.tensor.Adjoint;
import carousel.tensor.Op;
import carousel.tensor.Tensor;

/** Operations whose adjoints are wrong: what a gradient check must notice. */
public final class Bent {
    private Bent() {}

    /** tanh that takes 1 - y for its derivative instead of 1 - y². */
    public static Tensor tanh(Tensor x) {
        return Tensor.apply(new Tanh(), x);
    }

    /** Passes everything on, and nine tenths of the gradient back. */
    public static Tensor leaking(Tensor x) {
        return Tensor.apply(new Leaking(), x);
    }

    /** Looks rows up; of symbols that stand there twice only the last gets a gradient. */
    public static Tensor gather(Tensor table, int... ids) {
        return Tensor.apply(new Gather(ids), table);
    }

    private record Tanh() implements Op {
        @Override
        public int[] shape(Tensor... in) {
            return in[0].shape();
        }

        @Override
        public void forward(Tensor[] in, Tensor out) {
            for (int i = 0; i < out.size(); i++) {
                out.buffer()[i] = (float) Math.tanh(in[0].buffer()[i]);
            }
        }

        @Override
        public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
            var dx = gradient.into(0);
            for (int i = 0; i < out.size(); i++) {
                dx[i] = gradient.output()[i] * (1 - out.buffer()[i]);
            }
        }
    }

    private record Leaking() implements Op {
        @Override
        public int[] shape(Tensor... in) {
            return in[0].shape();
        }

        @Override
        public void forward(Tensor[] in, Tensor out) {
            System.arraycopy(in[0].buffer(), 0, out.buffer(), 0, out.size());
        }

        @Override
        public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
            var dx = gradient.into(0);
            for (int i = 0; i < out.size(); i++) {
                dx[i] = gradient.output()[i] * 0.9f;
            }
        }
    }

    private record Gather(int[] ids) implements Op {
        @Override
        public int[] shape(Tensor... in) {
            return new int[] {ids.length, in[0].columns()};
        }

        @Override
        public void forward(Tensor[] in, Tensor out) {
            int width = out.columns();
            for (int r = 0; r < ids.length; r++) {
                System.arraycopy(in[0].buffer(), ids[r] * width, out.buffer(), r * width, width);
            }
        }

        @Override
        public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
            var dx = gradient.adding(0);
            int width = out.columns();
            for (int r = 0; r < ids.length; r++) {
                System.arraycopy(gradient.output(), r * width, dx, ids[r] * width, width);
            }
        }
    }
}
