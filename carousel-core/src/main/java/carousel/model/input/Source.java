package carousel.model.input;

import carousel.data.Bucketed;
import carousel.tensor.Step;
import carousel.train.Batches;
import java.util.stream.IntStream;

/** Examples ready to be put into batches. Immutable, safe for many threads. */
public interface Source {

    /** The number of examples. */
    int size();

    /** The number of steps of an example. */
    int length(int example);

    /** The inputs of some examples, as they are. */
    default Inputs inputs(int... examples) {
        return inputs(Forgetting.none(), examples);
    }

    /** The inputs of some examples, while learning. */
    Inputs inputs(Forgetting forgetting, int... examples);

    /** The examples in batches of similar length, drawn anew in every epoch: {@link Bucketed}. */
    default Batches<int[]> batches(int batch, long seed) {
        var bucketed = Bucketed.of(
                batch, seed, IntStream.range(0, size()).map(this::length).toArray());
        return new Batches<>() {
            @Override
            public int perEpoch() {
                return bucketed.perEpoch();
            }

            @Override
            public int[] batch(int epoch, int position) {
                return bucketed.batch(epoch, position);
            }
        };
    }

    /**
     * Which rare words are taken for unknown ones in an epoch, so that a model learns what to make of those. A function of
     * seed, epoch, example and step alone. Immutable.
     *
     * @param rate how often
     * @param key of the epoch
     */
    record Forgetting(float rate, long key) {

        /** Nothing is taken for unknown. */
        public static Forgetting none() {
            return new Forgetting(0, 0);
        }

        /** In an epoch of a run. */
        public static Forgetting of(float rate, long seed, int epoch) {
            return new Forgetting(rate, new Step(seed, epoch).key("unknown words"));
        }

        boolean forgets(int example, int step) {
            return rate > 0 && Step.uniform(Step.key(key, example, step), 0) < rate;
        }
    }
}
