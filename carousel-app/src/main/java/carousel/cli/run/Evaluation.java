package carousel.cli.run;

import carousel.data.TextFile;
import carousel.model.LanguageModelFile;
import carousel.model.Scores;
import carousel.text.Unknown;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * How well a language model predicts a text that it reads as one stream. Immutable.
 *
 * @param loss in nats for each token
 * @param tokens of the text
 * @param characters of the text; bytes at byte level
 * @param sequences its lines
 * @param seconds it took
 */
public record Evaluation(double loss, long tokens, long characters, int sequences, double seconds) {

    /** Reads a file and scores it. */
    public static Evaluation of(LanguageModelFile file, TextFile text, Unknown unknown) {
        var tokenizer = file.tokenizer();
        var ids = text.ids(tokenizer, unknown);
        long start = System.nanoTime();
        var lines = Scores.of(file.model(), ids).lines(ids, tokenizer::endsLine);
        double seconds = (System.nanoTime() - start) / 1e9;
        long characters = LmText.characters(text, ids, tokenizer.level());
        return new Evaluation(loss(lines, ids.length), ids.length, characters, lines.length, seconds);
    }

    /** The loss of a text from the log-probabilities of its lines, in their order. */
    public static double loss(double[] lines, long tokens) {
        double sum = 0;
        for (double line : lines) {
            sum += line;
        }
        return -sum / tokens;
    }

    /** Two to this many bits for each character of the text (byte at byte level) is the size of the choice. */
    public double bitsPerChar() {
        return bitsPerChar(loss, tokens, characters);
    }

    static double bitsPerChar(double loss, long tokens, long characters) {
        double nats = tokens == characters ? loss : loss * tokens / characters;
        return nats / Math.log(2);
    }

    /** The figures by the names that every command uses. */
    public SequencedMap<String, Object> figures() {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("loss", loss);
        figures.put("perplexity", Math.exp(loss));
        figures.put("bits_per_char", bitsPerChar());
        figures.put("tokens", tokens);
        figures.put("sequences", sequences);
        figures.put("tokens_per_second", tokens / Math.max(1e-9, seconds));
        figures.put("seconds", seconds);
        return figures;
    }
}
