package carousel.layer.transformer;

import carousel.layer.Chain;
import carousel.layer.Init;
import carousel.layer.LayerNorm;
import carousel.layer.Nonlinearity;
import java.util.List;

/**
 * The shape of the layers of a Transformer. Immutable.
 *
 * @param units E: the columns of every row
 * @param heads H of attention
 * @param feedForward hidden units of the network for each row
 * @param between its function
 * @param norm where normalisation stands
 * @param dropout on what each part says
 */
public record Shape(int units, int heads, int feedForward, Nonlinearity between, NormPlace norm, float dropout) {

    /** What stands behind the last layer. */
    Chain end(Init init) {
        return new Chain(norm == NormPlace.BEFORE ? List.of(LayerNorm.of(units, init)) : List.of());
    }
}
