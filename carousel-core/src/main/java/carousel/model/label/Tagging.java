package carousel.model.label;

import carousel.data.Ids;
import carousel.decode.Viterbi;
import carousel.layer.Sequence;
import carousel.loss.CrossEntropy;
import carousel.loss.LinearChain;
import carousel.tensor.Tensor;

/** How the tags of a sentence are chosen, given a score for each at every step. Immutable, safe for many threads. */
public sealed interface Tagging {

    /** The mean loss over the steps, in nats. */
    Tensor loss(Sequence emissions, Ids tags);

    /** The best tag of every step [N], in the rows' order. */
    int[] best(Sequence emissions);

    /** How likely each tag is at each step: [N,K]. */
    Tensor probabilities(Sequence emissions);

    /** Each tag by itself: softmax and cross entropy. */
    record Single() implements Tagging {
        @Override
        public Tensor loss(Sequence emissions, Ids tags) {
            return CrossEntropy.mean(emissions.rows(), tags.values());
        }

        @Override
        public int[] best(Sequence emissions) {
            var rows = emissions.rows();
            var best = new int[rows.rows()];
            for (int row = 0; row < best.length; row++) {
                for (int k = 1; k < rows.columns(); k++) {
                    if (rows.at(row, k) > rows.at(row, best[row])) {
                        best[row] = k;
                    }
                }
            }
            return best;
        }

        @Override
        public Tensor probabilities(Sequence emissions) {
            return emissions.rows().softmax();
        }
    }

    /**
     * All tags of a sentence together: a linear-chain conditional random field.
     *
     * @param chain how well tags follow one another
     */
    record Chained(LinearChain chain) implements Tagging {
        @Override
        public Tensor loss(Sequence emissions, Ids tags) {
            return chain.mean(emissions, tags);
        }

        @Override
        public int[] best(Sequence emissions) {
            var lengths = emissions.lengths();
            var viterbi = new Viterbi(chain.transitions(), chain.start(), chain.end(), chain.order());
            var paths = viterbi.best(emissions.rows(), lengths);
            var best = new int[lengths.rows()];
            for (int b = 0; b < lengths.batch(); b++) {
                var tags = paths.get(lengths.caller(b)).tags();
                for (int t = 0; t < tags.length; t++) {
                    best[lengths.row(b, t)] = tags[t];
                }
            }
            return best;
        }

        @Override
        public Tensor probabilities(Sequence emissions) {
            return chain.marginals(emissions);
        }
    }
}
