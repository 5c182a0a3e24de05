package carousel.bench.work;

import carousel.tensor.Tensor;
import java.util.SequencedMap;

/** A row that one contestant has made ready: weights converted, inputs packed. One thread at a time. */
public interface Work extends AutoCloseable {

    /** One iteration, as it is timed; returns anything that depends on what was computed. */
    float run();

    /**
     * What an iteration computes, by name and in Carousel's layout: outputs, and in training the gradient of every weight.
     * Called once, before any iteration.
     */
    SequencedMap<String, Tensor> results();

    @Override
    default void close() {}
}
