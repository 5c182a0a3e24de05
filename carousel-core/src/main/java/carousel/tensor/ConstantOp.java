package carousel.tensor;

import carousel.kernel.Arithmetic;
import carousel.kernel.Elementwise;
import java.util.List;

/** Arithmetic of a tensor with a number. */
sealed interface ConstantOp extends Pointwise {

    @Override
    default int[] shape(Tensor... in) {
        return in[0].shape();
    }

    /** y = x * factor. */
    record Scale(float factor) implements ConstantOp {

        @Override
        public void forward(Tensor[] in, Tensor out) {
            var x = in[0].buffer();
            var y = out.buffer();
            Split.over(out.size(), (from, to) -> Elementwise.scale(x, factor, y, from, to));
        }

        @Override
        public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
            var dy = gradient.output();
            var dx = gradient.into(0);
            Split.over(out.size(), (from, to) -> Elementwise.scale(dy, factor, dx, from, to));
        }

        @Override
        public <E> E value(Arithmetic<E> m, List<E> x) {
            return m.multiply(x.getFirst(), m.number(factor));
        }

        @Override
        public <E> E adjoint(Arithmetic<E> m, int i, E dy, List<E> x, E y) {
            return m.multiply(dy, m.number(factor));
        }
    }

    /** y = x + addend. */
    record Shift(float addend) implements ConstantOp {

        @Override
        public void forward(Tensor[] in, Tensor out) {
            var x = in[0].buffer();
            var y = out.buffer();
            Split.over(out.size(), (from, to) -> Elementwise.shift(x, addend, y, from, to));
        }

        @Override
        public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
            System.arraycopy(gradient.output(), 0, gradient.into(0), 0, out.size());
        }

        @Override
        public <E> E value(Arithmetic<E> m, List<E> x) {
            return m.add(x.getFirst(), m.number(addend));
        }

        @Override
        public <E> E adjoint(Arithmetic<E> m, int i, E dy, List<E> x, E y) {
            return dy;
        }
    }
}
