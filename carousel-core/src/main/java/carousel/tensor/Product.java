package carousel.tensor;

import carousel.kernel.Gemm;

/**
 * y = x w, or y = x wᵀ. Adjoint: dx = dy wᵀ (dy w), dw = xᵀ dy (dyᵀ x). The gradient of w is one chain over the rows from
 * last to first that goes on where the previous product with the same w has left it: a product over all rows of a sequence
 * and products step by step, walked backwards, are therefore the same chain.
 */
public record Product(Orientation right) implements Op {

    @Override
    public int[] shape(Tensor... in) {
        var x = in[0];
        var w = in[1];
        int inner = right == Orientation.PLAIN ? w.rows() : w.columns();
        int outer = right == Orientation.PLAIN ? w.columns() : w.rows();
        if (w.rank() != 2 || x.columns() != inner) {
            throw new ShapeException(
                    right == Orientation.PLAIN ? "matmul" : "matmulTransposed",
                    ShapeException.of(x.shape()) + " with " + ShapeException.of(w.shape()),
                    "a matrix whose inner axis is " + x.columns());
        }
        var shape = x.rank() == 0 ? new int[1] : x.shape();
        shape[shape.length - 1] = outer;
        return shape;
    }

    @Override
    public void forward(Tensor[] in, Tensor out) {
        Gemm.multiply(in[0].buffer(), in[0].rows(), in[1].panels(right), out.buffer());
    }

    @Override
    public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
        var x = in[0];
        var w = in[1];
        var dy = gradient.output();
        if (gradient.wants(0)) {
            var back = right == Orientation.PLAIN ? Orientation.TRANSPOSED : Orientation.PLAIN;
            Gemm.multiply(dy, out.rows(), w.panels(back), gradient.into(0));
        }
        if (gradient.wants(1)) {
            var dw = gradient.adding(1);
            if (right == Orientation.PLAIN) {
                Gemm.weightGradient(x.buffer(), dy, x.rows(), x.columns(), out.columns(), dw);
            } else {
                Gemm.weightGradient(dy, x.buffer(), x.rows(), out.columns(), x.columns(), dw);
            }
        }
    }
}
