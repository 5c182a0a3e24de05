package carousel.model.translate;

import carousel.decode.Beam;
import carousel.decode.Hypothesis;
import carousel.decode.Request;
import carousel.decode.Search;
import carousel.model.wording.Alignment;
import carousel.model.wording.Wordings;
import carousel.model.wording.WritingLevel;
import java.util.ArrayList;
import java.util.Arrays;
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
     * @param alignment where its words looked
     */
    public record Said(String text, double logProbability, boolean ended, Alignment alignment) {}

    /**
     * A text that is to be translated. Immutable as long as nobody writes into the array.
     *
     * @param text as it was given
     * @param symbols of it, or the first of them
     */
    public record Source(String text, int[] symbols) {

        /** With so many symbols at most. */
        public Source upTo(int longest) {
            return symbols.length <= longest ? this : new Source(text, Arrays.copyOf(symbols, longest));
        }
    }

    /** The search of so many hypotheses at once. */
    public Beam beam(int width) {
        return Beam.of(width, model.end());
    }

    /** Whether the model looks at sources while it writes, so that translations are aligned to them. */
    public boolean looks() {
        return model.looks();
    }

    /** Texts as they are read. */
    public List<Source> sources(List<String> texts) {
        return texts.stream()
                .map(text -> new Source(text, wordings.source().ids(text)))
                .toList();
    }

    /**
     * Translations of each text, the best first; what comes out of a text does not depend on the others.
     *
     * @param longest the most symbols of a translation, the end included; what has not ended by then is cut
     */
    public List<List<Said>> translate(List<String> texts, Search search, int longest) {
        return translate(sources(texts), search, Request.upTo(longest));
    }

    /**
     * Translations that keep to what is allowed; none where nothing is.
     *
     * <pre>
     * var dated = new Request(30, translator.wordings().target().allowed(Automaton.matching("in \\d{4} .*")));
     * translator.translate(translator.sources(texts), translator.beam(5), dated);
     * </pre>
     */
    public List<List<Said>> translate(List<Source> sources, Search search, Request request) {
        return translate(sources, search, Collections.nCopies(sources.size(), request));
    }

    /** The same with a request for each source. */
    public List<List<Said>> translate(List<Source> sources, Search search, List<Request> requests) {
        var symbols = sources.stream().map(Source::symbols).toList();
        var said = new ArrayList<List<Said>>(Collections.nCopies(sources.size(), List.<Said>of()));
        for (var some : Bitext.batches(symbols, TOGETHER)) {
            var read = model.read(IntStream.of(some).mapToObj(symbols::get).toList());
            var found = search.search(
                    read, IntStream.of(some).mapToObj(requests::get).toList());
            for (int i = 0; i < some.length; i++) {
                var source = sources.get(some[i]);
                said.set(
                        some[i],
                        found.get(i).stream().map(one -> said(source, one)).toList());
            }
        }
        return List.copyOf(said);
    }

    private Said said(Source source, Hypothesis one) {
        var alignment = wordings.alignment(source.text(), source.symbols(), one.symbols(), one.attention());
        return new Said(text(one, alignment), one.logProbability(), one.ended(), alignment);
    }

    /** An unknown symbol of a model that copies is the word of the source that it looked at most. */
    private String text(Hypothesis one, Alignment alignment) {
        var target = wordings.target();
        if (!model.copies()
                || target.level() == WritingLevel.SUBWORD
                || alignment.source().isEmpty()) {
            return target.text(one.symbols());
        }
        int[] strongest = alignment.strongest();
        return target.text(t -> alignment.source().get(strongest[t]), one.symbols());
    }
}
