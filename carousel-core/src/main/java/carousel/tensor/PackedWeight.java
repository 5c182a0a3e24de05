package carousel.tensor;

import carousel.kernel.Panels;

/** A matrix's packed copies, filled anew when the matrix has changed; nobody may be using it meanwhile. Guarded by the tensor. */
final class PackedWeight {
    private final Panels[] panels = new Panels[Orientation.values().length];
    private final int[] versions = new int[panels.length];

    Panels of(Tensor matrix, Orientation orientation) {
        int slot = orientation.ordinal();
        if (panels[slot] == null) {
            panels[slot] = pack(matrix, orientation);
        } else if (versions[slot] != matrix.version()) {
            panels[slot].refill(matrix.buffer());
        }
        versions[slot] = matrix.version();
        return panels[slot];
    }

    private static Panels pack(Tensor matrix, Orientation orientation) {
        return switch (orientation) {
            case PLAIN -> Panels.of(matrix.buffer(), matrix.rows(), matrix.columns());
            case TRANSPOSED -> Panels.transposed(matrix.buffer(), matrix.rows(), matrix.columns());
        };
    }
}
