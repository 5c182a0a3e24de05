package carousel.cli.baseline;

import carousel.baseline.KneserNey;
import carousel.text.Level;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** What a language model must beat: n-grams. Safe for many threads. */
public final class TextRivals {
    private static final int STRETCHES = 200;

    private TextRivals() {}

    /**
     * The contest on a text to score on, which all read as one stream.
     *
     * @param symbols how many different ones there are
     * @param network log p of each symbol
     */
    public static Contest contest(Level level, int symbols, int[] train, int[] test, Supplier<float[]> network) {
        var orders = level == Level.WORD ? new int[] {3, 5} : new int[] {7};
        return new Contest(
                level == Level.WORD ? Measure.PERPLEXITY : Measure.BITS_PER_CHAR,
                () -> Tally.stretches(STRETCHES, network.get()),
                List.of(),
                Arrays.stream(orders)
                        .mapToObj(order -> new Rival(
                                "kneser_ney_" + order,
                                "Kneser-Ney " + order + "-grams",
                                () -> Tally.stretches(
                                        STRETCHES,
                                        KneserNey.of(order, symbols, train).logProbabilities(test))))
                        .toList());
    }
}
