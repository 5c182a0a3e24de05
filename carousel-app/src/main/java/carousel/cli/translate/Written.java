package carousel.cli.translate;

import carousel.cli.translate.answer.Decoding;
import carousel.cli.translate.pairs.References;
import carousel.data.labelled.SentencePair;
import carousel.metric.text.ExactMatch;
import carousel.model.translate.Translator;
import carousel.model.translate.Translator.Said;
import java.util.List;

/**
 * What a translator has written beside what was expected. Immutable.
 *
 * @param sources that were read
 * @param texts that were written of them
 * @param references of each, lower-cased where the model is
 * @param cut how many did not come to their end
 */
record Written(List<String> sources, List<String> texts, List<List<String>> references, long cut) {

    /** Of each source once, beside all that it may become. */
    static Written of(Translator translator, List<SentencePair> pairs, References asked, Decoding decoding) {
        var groups = asked.groups(pairs);
        var sources = groups.stream().map(group -> group.getFirst().source()).toList();
        var beam = decoding.beaming().of(translator);
        var said = translator.translate(sources, beam, decoding.longest(translator)).stream()
                .map(List::getFirst)
                .toList();
        var letters = translator.wordings().target().letters();
        return new Written(
                sources,
                said.stream().map(Said::text).toList(),
                groups.stream()
                        .map(group -> group.stream()
                                .map(pair -> letters.apply(pair.target()))
                                .distinct()
                                .toList())
                        .toList(),
                said.stream().filter(one -> !one.ended()).count());
    }

    /** The part of the sources that became what they should. */
    double exactMatch() {
        return ExactMatch.standard().corpus(texts, references).value();
    }
}
