package carousel.layer.attention;

import carousel.tensor.Tensor;

/**
 * Where rows have looked so far. One row for each row of the batch and as many columns as the longest sentence, zeros behind
 * the end of a shorter one, so that {@link carousel.tensor.Tree} can reorder it. Immutable.
 *
 * @param last [R,L], the weights of the last look; zeros before the first
 * @param total [R,L], the sum of the weights of all looks: coverage
 */
public record Past(Tensor last, Tensor total) {

    static Past none(int rows, int longest) {
        return new Past(Tensor.zeros(rows, longest), Tensor.zeros(rows, longest));
    }

    /** And one look more: [R,L]. */
    public Past with(Tensor weights) {
        return new Past(weights, total.plus(weights));
    }
}
