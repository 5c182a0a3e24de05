package carousel.cli.baseline.rival;

import carousel.baseline.KneserNey;
import carousel.cli.baseline.Contest;
import carousel.cli.baseline.Measure;
import carousel.cli.baseline.Rival;
import carousel.cli.baseline.Rival.Scored;
import carousel.cli.baseline.Tally;
import carousel.data.Streams;
import carousel.layer.Init;
import carousel.model.LanguageModel;
import carousel.model.LanguageModelObjective;
import carousel.model.Scores;
import carousel.text.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a language model must beat: n-grams, and a network that sees as many symbols. Immutable as long as nobody writes into
 * the arrays.
 *
 * @param level what a symbol is
 * @param symbols how many different ones there are
 * @param train the text to learn from
 * @param test the text to score on, which all read as one stream
 */
public record TextRivals(Level level, int symbols, int[] train, int[] test) {
    private static final int STRETCHES = 200;
    private static final int ROWS = 32;
    private static final int STEPS = 32;
    private static final int LEAST_WINDOWS =
            64; // a short text is read in fewer rows: there is an update for each window
    private static final double RATE = 0.002;

    /**
     * The contest.
     *
     * @param network log p of each symbol to score on
     */
    public Contest contest(Supplier<float[]> network) {
        var rivals = new ArrayList<Rival>();
        for (int order : level == Level.WORD ? List.of(3, 5) : List.of(7)) {
            rivals.add(Rival.of("kneser_ney_" + order, "Kneser-Ney " + order + "-grams", () -> nGrams(order)));
        }
        rivals.add(new Rival("window_mlp", "window MLP", this::window));
        return new Contest(
                level == Level.WORD ? Measure.PERPLEXITY : Measure.BITS_PER_CHAR,
                () -> Tally.stretches(STRETCHES, network.get()),
                List.of(),
                rivals);
    }

    private Tally nGrams(int order) {
        return Tally.stretches(STRETCHES, KneserNey.of(order, symbols, train).logProbabilities(test));
    }

    /** {@link LanguageModel#ofWindow}, of the symbols that the longest n-grams see. */
    private Scored window(double seconds) {
        var lesson = Lesson.of(RATE, seconds);
        var settings = LanguageModel.Settings.presets()
                .with("embedding", level == Level.WORD ? 64 : 32)
                .with("hidden", level == Level.WORD ? 128 : 256);
        int width = level == Level.WORD ? 4 : 10;
        var model = LanguageModel.ofWindow(
                settings, symbols, width, Init.seed(lesson.fit().seed()));
        var objective = new LanguageModelObjective(Streams.of(train, rows(train), STEPS));
        var valid = Streams.of(test, rows(test), Math.clamp(test.length - 1, 1, STEPS));
        var cut = lesson.learn(model, objective, learned -> LanguageModelObjective.evaluate(learned, valid));
        return new Scored(Tally.stretches(STRETCHES, Scores.of(model, test).logProbabilities()), cut);
    }

    private static int rows(int... text) {
        return Math.clamp(text.length / (LEAST_WINDOWS * STEPS), 1, ROWS);
    }
}
