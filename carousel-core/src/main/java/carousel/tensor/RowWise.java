package carousel.tensor;

/** An operation of one input that works on each row alone, so that it can be part of a compiled step. */
public interface RowWise extends Op {

    /** The columns of the output for an input of {@code width}. */
    default int columns(int width) {
        return width;
    }

    /** One row of the output. */
    void row(float[] x, int xOff, int width, float[] y, int yOff);

    /** One row of the input's gradient dx; none of the arrays is another. */
    void rowAdjoint(float[] dy, int dyOff, float[] x, int xOff, float[] y, int yOff, int width, float[] dx, int dxOff);

    @Override
    default int[] shape(Tensor... in) {
        return new int[] {in[0].rows(), columns(in[0].columns())};
    }

    @Override
    default void forward(Tensor[] in, Tensor out) {
        var x = in[0].buffer();
        var y = out.buffer();
        int width = in[0].columns();
        int columns = columns(width);
        Split.rows(out.rows(), width, (first, last) -> {
            for (int r = first; r < last; r++) {
                row(x, r * width, width, y, r * columns);
            }
        });
    }

    @Override
    default void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
        var x = in[0].buffer();
        var dy = gradient.output();
        var y = out.buffer();
        var dx = gradient.into(0);
        int width = in[0].columns();
        int columns = columns(width);
        Split.rows(out.rows(), width, (first, last) -> {
            for (int r = first; r < last; r++) {
                rowAdjoint(dy, r * columns, x, r * width, y, r * columns, width, dx, r * width);
            }
        });
    }
}
