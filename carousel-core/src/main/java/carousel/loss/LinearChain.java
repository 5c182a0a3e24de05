package carousel.loss;

import carousel.data.Ids;
import carousel.data.TagOrder;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.tensor.ShapeException;
import carousel.tensor.Tensor;
import java.util.Arrays;

/**
 * A conditional random field over a chain of tags (Lafferty, McCallum, Pereira 2001): the loss of whole tag sequences, which
 * knows how well tags follow one another. Emissions are what a network makes of each step.
 *
 * <pre>
 * score(y) = start[y(1)] + Σ emissions[t, y(t)] + Σ transitions[y(t-1), y(t)] + end[y(T)]
 * log Z = log Σ exp(score(y)) over all tag sequences y that the order allows
 * loss = log Z - score(tags), in nats
 * </pre>
 *
 * <p>Emissions are [N,K], packed; a sequence without steps has one tagging and no loss. Begins with zeros: a softmax for each
 * step. Sums are in double; they hold for any scores and lengths. Sequences do not touch each other: each has the bits it has
 * alone, for any number of threads. Immutable, safe for many threads.
 *
 * <pre>
 * var chain = LinearChain.of(tags, init).within(order);
 * var loss = chain.mean(emissions, gold);
 * var path = new Viterbi(chain.transitions(), chain.start(), chain.end(), chain.order()).best(emissions.rows(), emissions.lengths());
 * </pre>
 *
 * @param transitions [K,K] the score of a tag (column) after another (row)
 * @param start [K] the score of a first tag
 * @param end [K] the score of a last tag
 * @param order which tags may follow which: what it forbids is in no sum and has no gradient. A large negative weight does
 *     nearly the same, but takes longer
 */
public record LinearChain(Tensor transitions, Tensor start, Tensor end, TagOrder order) {

    public LinearChain {
        int tags = order.tags();
        if (transitions.rows() != tags || transitions.columns() != tags || start.size() != tags || end.size() != tags) {
            throw new ShapeException(
                    "linear chain",
                    "transitions " + Arrays.toString(transitions.shape()) + ", start " + Arrays.toString(start.shape())
                            + ", end " + Arrays.toString(end.shape()),
                    "[K, K], [K] and [K] for K = " + tags + " tags");
        }
    }

    /** So many tags in any order. */
    public static LinearChain of(int tags, Init init) {
        return new LinearChain(init.zeros(tags, tags), init.zeros(tags), init.zeros(tags), TagOrder.any(tags));
    }

    /** The same scores where tags may only stand in this order. */
    public LinearChain within(TagOrder order) {
        return new LinearChain(transitions, start, end, order);
    }

    /**
     * The loss of each sequence: [B,1], in packed order.
     *
     * @throws carousel.text.DataException when the order forbids the tags
     */
    public Tensor sequences(Sequence emissions, Ids tags) {
        if (!tags.lengths().equals(emissions.lengths())) {
            throw new ShapeException(
                    "linear chain",
                    "tags " + tags.lengths(),
                    emissions.lengths().toString());
        }
        return ChainLikelihood.of(this, tags).apply(emissions.rows());
    }

    /** The sum over the sequences. */
    public Tensor sum(Sequence emissions, Ids tags) {
        return sequences(emissions, tags).sum();
    }

    /** The mean over the steps of all sequences: nats for each tag, as {@link CrossEntropy} counts them. */
    public Tensor mean(Sequence emissions, Ids tags) {
        return sum(emissions, tags).times(1f / Math.max(1, emissions.lengths().rows()));
    }

    /** The mean over the sequences: nats for each of them, whatever its length. */
    public Tensor meanOfSequences(Sequence emissions, Ids tags) {
        return sum(emissions, tags).times(1f / Math.max(1, emissions.lengths().batch()));
    }

    /** log Z of each sequence: [B,1], in packed order; its gradients are the marginals and the expected transitions. */
    public Tensor logPartition(Sequence emissions) {
        return ChainLikelihood.withoutTags(this, emissions.lengths()).apply(emissions.rows());
    }

    /** How likely each tag is at each step, given the emissions of the whole sequence: [N,K], a constant. */
    public Tensor marginals(Sequence emissions) {
        return ChainLikelihood.marginals(this, emissions);
    }
}
