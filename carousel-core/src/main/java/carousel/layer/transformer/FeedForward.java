package carousel.layer.transformer;

import carousel.layer.Dense;
import carousel.layer.Init;
import carousel.layer.Nonlinearity;
import carousel.layer.Sequence;
import carousel.layer.SequenceLayer;
import carousel.tensor.Orientation;

/**
 * A network of one hidden layer for each row by itself (Vaswani et al. 2017), and the way around it.
 *
 * <pre>
 * f(x) = g(x w1 + b1) w2 + b2
 * </pre>
 *
 * <p>x [N,E], y [N,E]. Weights begin as {@link Init#glorot} says, biases with zeros. Immutable, safe for many threads.
 *
 * @param wide w1 [E,F] and b1
 * @param between g
 * @param narrow w2 [F,E] and b2
 * @param around the way around f
 */
record FeedForward(Dense wide, Nonlinearity between, Dense narrow, Around around) implements SequenceLayer {

    static FeedForward of(Shape shape, String site, Init init) {
        int hidden = shape.feedForward();
        return new FeedForward(
                new Dense(init.glorot(shape.units(), hidden), init.zeros(hidden), Orientation.PLAIN),
                shape.between(),
                new Dense(init.glorot(hidden, shape.units()), init.zeros(shape.units()), Orientation.PLAIN),
                Around.of(shape, site, init));
    }

    @Override
    public Sequence apply(Sequence x) {
        return around.behind(x, narrow.apply(between.apply(wide.apply(around.before(x)))));
    }
}
