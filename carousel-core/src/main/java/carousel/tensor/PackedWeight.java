package carousel.tensor;

import carousel.kernel.Panels;
import carousel.kernel.Precision;

/** A matrix's packed copies, filled anew when the matrix has changed; nobody may be using it meanwhile. Guarded by the tensor. */
final class PackedWeight {
    private static final int PRECISIONS = Precision.values().length;

    private final Panels[] panels = new Panels[Orientation.values().length * PRECISIONS];
    private final int[] versions = new int[panels.length];

    Panels of(Tensor matrix, Orientation orientation) {
        var precision = Precision.current();
        int slot = orientation.ordinal() * PRECISIONS + precision.ordinal();
        if (panels[slot] == null) {
            panels[slot] = pack(matrix, orientation, precision);
        } else if (versions[slot] != matrix.version()) {
            panels[slot].refill(matrix.buffer());
        }
        versions[slot] = matrix.version();
        return panels[slot];
    }

    private static Panels pack(Tensor matrix, Orientation orientation, Precision precision) {
        return switch (orientation) {
            case PLAIN -> Panels.of(matrix.buffer(), matrix.rows(), matrix.columns(), precision);
            case TRANSPOSED -> Panels.transposed(matrix.buffer(), matrix.rows(), matrix.columns(), precision);
        };
    }
}
