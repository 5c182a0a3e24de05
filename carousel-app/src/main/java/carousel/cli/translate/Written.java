package carousel.cli.translate;

import carousel.data.labelled.SentencePair;
import carousel.model.translate.Translator;
import carousel.model.translate.Translator.Said;
import java.util.List;

/**
 * What a translator has written beside what was expected. Immutable.
 *
 * @param texts that were written
 * @param references of each, lower-cased where the model is
 * @param cut how many did not come to their end
 */
record Written(List<String> texts, List<List<String>> references, long cut) {

    static Written of(Translator translator, List<SentencePair> pairs, Beaming beaming, int longest) {
        var letters = translator.wordings().target().letters();
        var said =
                translator
                        .translate(pairs.stream().map(SentencePair::source).toList(), beaming.of(translator), longest)
                        .stream()
                        .map(List::getFirst)
                        .toList();
        return new Written(
                said.stream().map(Said::text).toList(),
                pairs.stream()
                        .map(pair -> List.of(letters.apply(pair.target())))
                        .toList(),
                said.stream().filter(one -> !one.ended()).count());
    }
}
