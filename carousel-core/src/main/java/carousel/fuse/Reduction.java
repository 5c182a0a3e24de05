package carousel.fuse;

import carousel.tensor.Tensor;

/**
 * The gradient of a weight from rows that the steps have left.
 *
 * @param left the left side of the product, for products
 * @param contribution the gradient of the product, or the rows to sum
 * @param stateFree whether it belongs to what is done for all rows at once
 */
record Reduction(Tensor weight, Kind kind, Place left, Place contribution, boolean stateFree) {

    /** How a weight was used. */
    enum Kind {
        PRODUCT,
        TRANSPOSED_PRODUCT,
        ROW,
        ELEMENT
    }
}
