package carousel.tensor;

import carousel.kernel.Panels;

/** A matrix's packed copies, each remade when the matrix has changed. Guarded by the tensor. */
final class PackedWeight {
    private final Panels[] panels = new Panels[Orientation.values().length];
    private final int[] versions = new int[panels.length];

    Panels of(Tensor matrix, Orientation orientation) {
        int slot = orientation.ordinal();
        if (panels[slot] == null || versions[slot] != matrix.version()) {
            panels[slot] = pack(matrix, orientation);
            versions[slot] = matrix.version();
        }
        return panels[slot];
    }

    private static Panels pack(Tensor matrix, Orientation orientation) {
        return switch (orientation) {
            case PLAIN -> Panels.of(matrix.buffer(), matrix.rows(), matrix.columns());
            case TRANSPOSED -> Panels.transposed(matrix.buffer(), matrix.rows(), matrix.columns());
        };
    }
}
