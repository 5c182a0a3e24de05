package carousel.tensor;

import carousel.kernel.Elementwise;

/** Arithmetic of a tensor with a number. */
sealed interface ConstantOp extends Op {

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
    }
}
