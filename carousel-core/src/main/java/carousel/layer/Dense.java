package carousel.layer;

import carousel.tensor.Orientation;
import carousel.tensor.Smoothing;
import carousel.tensor.Tensor;

/**
 * An affine map of each row.
 *
 * <pre>
 * y = x w + b        w [F,K]
 * y = x tableᵀ + b   tied to an embedding's table [K,F]
 * </pre>
 *
 * <p>Initialised uniformly in ±1/√F, the bias with zeros. Immutable, safe for many threads.
 *
 * @param w [F,K], or the table [K,F] of the embedding it is tied to
 * @param b [K]
 * @param orientation whether {@code w} is transposed first
 */
public record Dense(Tensor w, Tensor b, Orientation orientation) implements SequenceLayer {

    public static Dense of(int features, int outputs, Init init) {
        var w = init.uniform((float) (1 / Math.sqrt(features)), features, outputs);
        return new Dense(w, init.zeros(outputs), Orientation.PLAIN);
    }

    /** Shares the table of an embedding (Press, Wolf 2017) and owns only its bias. */
    public static Dense tied(Embedding embedding, Init init) {
        return new Dense(embedding.table(), init.zeros(embedding.symbols()), Orientation.TRANSPOSED);
    }

    /** [N,F] to [N,K]. */
    public Tensor apply(Tensor rows) {
        var product = orientation == Orientation.PLAIN ? rows.matmul(w) : rows.matmulTransposed(w);
        return product.plus(b);
    }

    /** -log softmax(y)[target] of each row, without keeping y: [N,F] and N targets to [N,1]. */
    public Tensor negativeLogLikelihood(Tensor rows, int... targets) {
        return negativeLogLikelihood(Smoothing.NONE, rows, targets);
    }

    /** The same with smoothed targets. */
    public Tensor negativeLogLikelihood(Smoothing smoothing, Tensor rows, int... targets) {
        return smoothing.negativeLogLikelihood(rows, w, b, orientation, targets);
    }

    @Override
    public Sequence apply(Sequence sequence) {
        return sequence.map(this::apply);
    }
}
