package carousel.model;

import static carousel.store.Settings.require;

import carousel.data.Ids;
import carousel.decode.Autoregressive;
import carousel.decode.Sample;
import carousel.store.Setting;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tree;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Scheduled sampling (Bengio, Vinyals, Jaitly, Shazeer 2015): while it learns, a model reads symbols of its own instead of
 * those of the text, more and more often. A probability of 0 is teacher forcing, one of 1 free running. Immutable.
 *
 * <pre>
 * input(t) = a draw from the model's distribution after input(t-1), with the probability own-inputs · min(1, update / own-inputs-over)
 *            the symbol of the text, else
 * </pre>
 *
 * <p>No gradient flows through a draw, so the inputs are drawn first, step by step, and then learned from like any others.
 * The first input of a sequence is always the text's.
 *
 * @param ownInputs the probability of an input of its own in the end, in [0, 1]
 * @param ownInputsOver the updates in which it rises from zero; 0: from the first on
 */
public record OwnInputs(
        @Setting(
                value = "scheduled sampling: how often a step reads a symbol of the model's own, in the end",
                preset = "0")
        float ownInputs,

        @Setting(value = "updates over which --own-inputs rises from zero; 0: from the first on", preset = "0")
        long ownInputsOver) {
    /** Teacher forcing. */
    public static final OwnInputs NONE = new OwnInputs(0, 0);

    private static final String SITE = "own-inputs";

    public OwnInputs {
        require(ownInputs >= 0 && ownInputs <= 1, "own-inputs", "between 0 and 1", ownInputs);
        require(ownInputsOver >= 0, "own-inputs-over", "0 or more", ownInputsOver);
    }

    /** The probability in an update. */
    public float rate(Step step) {
        return ownInputsOver == 0 ? ownInputs : ownInputs * Math.min(1f, (float) step.number() / ownInputsOver);
    }

    /**
     * Inputs of which some are the model's own, in the step of the tape in scope.
     *
     * @param inputs of the text, rows in the order of the state
     * @param first the state after the first of them, which is asked for where it is needed
     */
    public <S> Ids mixed(Autoregressive<S> model, Ids inputs, Supplier<S> first) {
        var step = Tape.step();
        float now = rate(step);
        if (now == 0 || !step.random()) {
            return inputs;
        }
        var lengths = inputs.lengths();
        var ids = inputs.values().clone();
        long site = step.key(SITE);
        var draws = Sample.seed(site);
        var running = Tape.evaluate(first);
        for (int t = 1; t < lengths.steps(); t++) {
            int alive = lengths.alive(t);
            var state = Tree.map(running, tensor -> tensor.rows(0, alive));
            var scores = Tape.evaluate(() -> model.logits(state));
            for (int b = 0; b < alive; b++) {
                if (Step.uniform(Step.key(site, b, t), 0) < now) {
                    int draw = t * lengths.batch() + b;
                    ids[lengths.row(b, t)] = draws.choose(scores.rows(b, b + 1).toArray(), draw);
                }
            }
            var read = Arrays.copyOfRange(ids, lengths.row(0, t), lengths.row(0, t) + alive);
            running = Tape.evaluate(() -> model.advance(read, state));
        }
        return new Ids(ids, lengths);
    }
}
