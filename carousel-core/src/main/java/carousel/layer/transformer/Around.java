package carousel.layer.transformer;

import carousel.layer.Dropout;
import carousel.layer.Init;
import carousel.layer.LayerNorm;
import carousel.layer.Sequence;

/**
 * The way around a part f of a Transformer, and its normalisation.
 *
 * <pre>
 * BEFORE   y = x + dropout(f(norm(x)))
 * BEHIND   y = norm(x + dropout(f(x)))
 * </pre>
 *
 * <p>Immutable, safe for many threads.
 *
 * @param norm of each row
 * @param place where it stands
 * @param dropout on what f says
 */
record Around(LayerNorm norm, NormPlace place, Dropout dropout) {

    static Around of(Shape shape, String site, Init init) {
        return new Around(LayerNorm.of(shape.units(), init), shape.norm(), Dropout.of(shape.dropout(), site));
    }

    /** What f reads. */
    Sequence before(Sequence x) {
        return place == NormPlace.BEFORE ? norm.apply(x) : x;
    }

    /** y, of x and what f says. */
    Sequence behind(Sequence x, Sequence said) {
        var sum = x.map(rows -> rows.plus(dropout.apply(said).rows()));
        return place == NormPlace.BEFORE ? sum : norm.apply(sum);
    }
}
