package carousel.model.translate;

import carousel.decode.Beam;
import carousel.decode.Hypothesis;
import carousel.decode.Request;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A model of sequences and the wordings of its two sides: from texts to texts. Immutable, safe for many threads.
 *
 * <pre>
 * var translator = TranslatorFile.load(path).translator();
 * var said = translator.translate(List.of("ein Mann mit Hut"), translator.beam(5), translator.longest());
 * said.getFirst().getFirst().text();                                  // a man with a hat
 * </pre>
 *
 * @param model from symbols to symbols
 * @param wordings texts to symbols and back
 * @param longest the most symbols that a translation may have, the end included
 */
public record Translator(TranslationModel model, Wordings wordings, int longest) {
    /** How many are translated together. */
    private static final int TOGETHER = 32;

    public Translator {
        if (longest < 1) {
            throw new IllegalArgumentException(
                    "translator: a longest translation of " + longest + "; expected 1 or more");
        }
    }

    /**
     * A translation.
     *
     * @param text of it
     * @param logProbability of its symbols and, if it has ended, of the end, in nats
     * @param ended whether it came to its end; otherwise it was cut
     */
    public record Said(String text, double logProbability, boolean ended) {}

    /** The search of so many hypotheses at once. */
    public Beam beam(int width) {
        return Beam.of(width, model.end());
    }

    /**
     * Translations of each text, the best first; what comes out of a text does not depend on the others.
     *
     * @param longest the most symbols of a translation, the end included; what has not ended by then is cut
     */
    public List<List<Said>> translate(List<String> texts, Beam beam, int longest) {
        var sources = texts.stream().map(wordings.source()::ids).toList();
        var request = Request.upTo(longest);
        var said = new ArrayList<List<Said>>(Collections.nCopies(texts.size(), List.<Said>of()));
        for (var some : Bitext.batches(sources, TOGETHER)) {
            var read = model.read(IntStream.of(some).mapToObj(sources::get).toList());
            var found = beam.search(read, some.length, request);
            for (int i = 0; i < some.length; i++) {
                said.set(some[i], found.get(i).stream().map(this::said).toList());
            }
        }
        return List.copyOf(said);
    }

    private Said said(Hypothesis hypothesis) {
        return new Said(wordings.target().text(hypothesis.symbols()), hypothesis.logProbability(), hypothesis.ended());
    }
}
