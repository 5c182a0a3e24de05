package carousel.tensor;

import java.util.Arrays;

/** Tensors of unfitting shapes: names the operation, what was given and what it needs. Immutable. */
public final class ShapeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A complaint in the form <i>operation: given …, needed …</i>. */
    public ShapeException(String operation, String given, String needed) {
        super(operation + ": given " + given + ", needed " + needed);
    }

    private ShapeException(String message, ShapeException cause) {
        super(message, cause);
    }

    /** The same complaint, led by where it happened: the path of a layer, a step. */
    public ShapeException at(String place) {
        return new ShapeException(place + ": " + getMessage(), this);
    }

    static String of(int[] shape) {
        return Arrays.toString(shape);
    }
}
