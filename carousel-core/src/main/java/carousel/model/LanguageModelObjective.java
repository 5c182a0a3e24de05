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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Truncated back-propagation through time over contiguous streams: the state is carried from window to window, its gradient
 * is not. Where windows overlap, the states of several places are on their way. Immutable.
 *
 * @param streams the training text
 * @param inputs how many of them are the model's own
 */
public record LanguageModelObjective(Streams streams, OwnInputs inputs)
        implements Objective<LanguageModel, Window, LanguageModelObjective.Carried>, Batches<Window> {

    /** Teacher forcing. */
    public LanguageModelObjective(Streams streams) {
        this(streams, OwnInputs.NONE);
    }

    /** The states after the last windows, oldest first: as many as {@link Streams#overlap}. */
    public record Carried(List<Causal.State> states) {}

    @Override
    public int perEpoch() {
        return streams.windows();
    }

    @Override
    public Window batch(int epoch, int position) {
        return streams.window(position);
    }

    @Override
    public Carried begin(LanguageModel model) {
        var start = Tree.map(model.start(streams.batch()), Tensor::detached);
        return new Carried(Collections.nCopies(streams.overlap(), start));
    }

    @Override
    public Outcome<Carried> loss(LanguageModel model, Window window, Carried carried) {
        var states = new ArrayList<>(carried.states());
        var earlier = states.removeFirst();
        var state = window.from() == 0 ? model.start(streams.batch()) : earlier;
        var outcome = model.loss(mixed(model, state, window), state);
        states.add(outcome.kept());
        return Outcome.of(outcome.loss(), new Carried(states));
    }

    /** The window with inputs of which some may be the model's own. */
    private Window mixed(LanguageModel model, Causal.State state, Window window) {
        var begin = Tree.map(state, Tensor::detached);
        var first = Arrays.copyOf(window.inputs().values(), streams.batch());
        return window.reading(inputs.mixed(model, window.inputs(), () -> model.advance(first, begin)));
    }

    @Override
    public int tokens(Window window) {
        return window.tokens();
    }

    /** The mean loss over all streams of a text, in nats for each prediction; windows lie side by side. */
    public static double evaluate(LanguageModel model, Streams streams) {
        if (streams.overlap() != 1) {
            throw new IllegalArgumentException("evaluate: given windows that overlap, needed windows side by side");
        }
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
