package carousel.tensor;

import carousel.kernel.Arithmetic;
import carousel.kernel.Unary;
import java.util.List;

/** y = f(x), element by element. */
record UnaryOp(Unary function) implements Pointwise {

    @Override
    public String name() {
        return function.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public int[] shape(Tensor... in) {
        return in[0].shape();
    }

    @Override
    public void forward(Tensor[] in, Tensor out) {
        var x = in[0].buffer();
        var y = out.buffer();
        Split.over(out.size(), (from, to) -> function.apply(x, y, from, to));
    }

    @Override
    public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
        var dy = gradient.output();
        var x = in[0].buffer();
        var y = out.buffer();
        var dx = gradient.into(0);
        Split.over(out.size(), (from, to) -> function.adjoint(dy, x, y, dx, from, to));
    }

    @Override
    public <E> E value(Arithmetic<E> m, List<E> x) {
        return function.value(m, x.getFirst());
    }

    @Override
    public <E> E adjoint(Arithmetic<E> m, int i, E dy, List<E> x, E y) {
        return function.adjoint(m, dy, x.getFirst(), y);
    }
}
