package carousel.metric.text;

import carousel.metric.Additive;
import carousel.text.Case;
import java.util.List;

/**
 * How many texts equal one of their references, white space aside: any amount of it between words is one space. One less it is
 * the word error rate of grapheme-to-phoneme models, whose sentence is a word. Immutable, safe for many threads.
 *
 * <pre>{@code
 * ExactMatch.standard().corpus(predictions, references).value();   // 0 to 1
 * }</pre>
 *
 * @param letters whether capital letters count
 */
public record ExactMatch(Case letters) implements TextMetric<ExactMatch.Score> {

    /** Capital letters count. */
    public static ExactMatch standard() {
        return new ExactMatch(Case.KEEP);
    }

    @Override
    public Score none() {
        return new Score(0, 0);
    }

    @Override
    public Score sentence(String prediction, List<String> references) {
        var words = words(prediction);
        return new Score(references.stream().map(this::words).anyMatch(words::equals) ? 1 : 0, 1);
    }

    private List<String> words(String text) {
        return Spaces.split(Spaces.in(letters, text));
    }

    /**
     * Hits of one text or of many. Immutable.
     *
     * @param hits texts that are right
     * @param texts all of them
     */
    public record Score(long hits, long texts) implements Additive<Score> {

        @Override
        public Score plus(Score other) {
            return new Score(hits + other.hits, texts + other.texts);
        }

        /** The part that is right. */
        @Override
        public double value() {
            return texts == 0 ? 0 : (double) hits / texts;
        }
    }
}
