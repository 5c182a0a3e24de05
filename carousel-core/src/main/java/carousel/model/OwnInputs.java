package carousel.model;

import carousel.data.Ids;
import carousel.data.Streams.Window;
import carousel.decode.Sample;
import carousel.recurrent.Causal;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.Arrays;

/**
 * Scheduled sampling (Bengio, Vinyals, Jaitly, Shazeer 2015): while it learns, a model reads symbols of its own instead of
 * those of the text, more and more often. A rate of 0 is teacher forcing, a rate of 1 free running. Immutable.
 *
 * <pre>
 * input(t) = a draw from the model's distribution after input(t-1), with the probability rate min(1, update / over)
 *            the symbol of the text, else
 * </pre>
 *
 * <p>No gradient flows through a draw, so the inputs are drawn first, step by step, and then learned from like any others.
 * The first input of a window is always the text's.
 *
 * @param rate the probability of an input of its own in the end, in [0, 1]
 * @param over the updates in which it rises from zero; 0: from the first on
 */
public record OwnInputs(float rate, long over) {
    /** Teacher forcing. */
    public static final OwnInputs NONE = new OwnInputs(0, 0);

    private static final String SITE = "own-inputs";

    public OwnInputs {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("own inputs: expected a rate between 0 and 1, got " + rate);
        }
        if (over < 0) {
            throw new IllegalArgumentException("own inputs: expected 0 updates or more, got " + over);
        }
    }

    /** The probability in an update. */
    public float rate(Step step) {
        return over == 0 ? rate : rate * Math.min(1f, (float) step.number() / over);
    }

    /** The window with inputs of which some are the model's own, in the step of the tape in scope. */
    Window mixed(LanguageModel model, Window window, Causal.State state) {
        var step = Tape.step();
        float now = rate(step);
        if (now == 0 || !step.random()) {
            return window;
        }
        var lengths = window.inputs().lengths();
        var ids = window.inputs().values().clone();
        long site = step.key(SITE);
        var draws = Sample.seed(site);
        int batch = lengths.batch();
        var running = Tree.map(state, Tensor::detached);
        for (int t = 1; t < lengths.steps(); t++) {
            var before = running;
            var read = Arrays.copyOfRange(ids, (t - 1) * batch, t * batch);
            running = Tape.evaluate(() -> model.advance(read, before));
            var after = running;
            var scores = Tape.evaluate(() -> model.logits(after));
            for (int b = 0; b < batch; b++) {
                if (Step.uniform(Step.key(site, b, t), 0) < now) {
                    ids[t * batch + b] = draws.choose(scores.rows(b, b + 1).toArray(), (long) t * batch + b);
                }
            }
        }
        return window.reading(new Ids(ids, lengths));
    }
}
