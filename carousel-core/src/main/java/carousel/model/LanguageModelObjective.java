package carousel.model;

import carousel.data.Streams;
import carousel.data.Streams.Window;
import carousel.recurrent.Causal;
import carousel.tensor.Outcome;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import carousel.train.Batches;
import carousel.train.Objective;

/**
 * Truncated back-propagation through time over contiguous streams: the state is carried from window to window, its gradient
 * is not. Immutable.
 *
 * @param streams the training text
 */
public record LanguageModelObjective(Streams streams)
        implements Objective<LanguageModel, Window, Causal.State>, Batches<Window> {

    @Override
    public int perEpoch() {
        return streams.windows();
    }

    @Override
    public Window batch(int epoch, int position) {
        return streams.window(position);
    }

    @Override
    public Causal.State begin(LanguageModel model) {
        return Tree.map(model.start(streams.batch()), Tensor::detached);
    }

    @Override
    public Outcome<Causal.State> loss(LanguageModel model, Window window, Causal.State carried) {
        return model.loss(window, window.first().length == 0 ? carried : model.start(streams.batch()));
    }

    @Override
    public int tokens(Window window) {
        return window.tokens();
    }

    /** The mean loss over all streams of a text, in nats for each prediction. */
    public static double evaluate(LanguageModel model, Streams streams) {
        var state = Tree.map(model.start(streams.batch()), Tensor::detached);
        double sum = 0;
        for (int w = 0; w < streams.windows(); w++) {
            var window = streams.window(w);
            var read = read(model, window, state);
            for (float loss : read.losses().toArray()) {
                sum += loss;
            }
            state = read.state();
        }
        return sum / streams.tokens();
    }

    static Read read(LanguageModel model, Window window, Causal.State state) {
        return Tape.evaluate(() -> {
            var scan = model.scan(window, state);
            return new Read(model.losses(window, state, scan), scan.last());
        });
    }

    /** What is left of a window: its losses and the state after it. */
    record Read(Tensor losses, Causal.State state) {}
}
