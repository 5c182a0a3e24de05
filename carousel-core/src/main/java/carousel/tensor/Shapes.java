package carousel.tensor;

/** Arithmetic on shapes. */
final class Shapes {
    private static final int MOST = Integer.MAX_VALUE - 16;

    private Shapes() {}

    /** The number of elements of a shape. */
    static int size(int... shape) {
        long size = 1;
        for (int n : shape) {
            if (n < 0) {
                throw new ShapeException("tensor", ShapeException.of(shape), "no negative axis");
            }
            size *= n;
            if (size > MOST) {
                throw new ShapeException(
                        "tensor", ShapeException.of(shape), "at most 2^31 - 17 elements: lower --batch");
            }
        }
        return (int) size;
    }

    /** A copy of the values, which must be as many as the shape has elements. */
    static float[] exactly(float[] values, int[] shape) {
        if (values.length != size(shape)) {
            throw new ShapeException(
                    "tensor", values.length + " values", size(shape) + " for shape " + ShapeException.of(shape));
        }
        return values.clone();
    }
}
