package carousel.recurrent.layout;

import java.util.List;

/**
 * One tensor of a library.
 *
 * @param name the library's
 * @param shape the axes it has
 * @param arrangement how its parts make it up
 * @param parts one, or two in the order in which they stand
 */
record Entry(String name, Axes shape, Arrangement arrangement, List<Part> parts) {

    /** The axes around a matrix. */
    enum Axes {
        /** One axis; the matrix has one row. */
        VECTOR,
        MATRIX,
        /** A first axis of directions, one of them, before a vector. */
        DIRECTED_VECTOR,
        /** A first axis of directions, one of them, before a matrix. */
        DIRECTED_MATRIX;

        int[] of(int rows, int columns) {
            return switch (this) {
                case VECTOR -> new int[] {columns};
                case MATRIX -> new int[] {rows, columns};
                case DIRECTED_VECTOR -> new int[] {1, columns};
                case DIRECTED_MATRIX -> new int[] {1, rows, columns};
            };
        }
    }

    static Entry of(String name, Axes shape, Arrangement arrangement, Part... parts) {
        return new Entry(name, shape, arrangement, List.of(parts));
    }
}
