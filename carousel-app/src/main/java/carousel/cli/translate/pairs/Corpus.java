package carousel.cli.translate.pairs;

import carousel.data.labelled.Labelled;
import carousel.data.labelled.SentencePair;
import carousel.store.Provenance;
import java.util.List;
import java.util.Map;

/**
 * Pairs of sentences and the files they are from. Immutable.
 *
 * @param pairs of sentences
 * @param files by role
 */
public record Corpus(Labelled<SentencePair> pairs, Map<String, Provenance.Data> files) {

    public List<SentencePair> examples() {
        return pairs.examples();
    }

    public int size() {
        return pairs.examples().size();
    }

    /** Others out of the same files, which are named but once. */
    Corpus part(Labelled<SentencePair> others) {
        return new Corpus(others, Map.of());
    }
}
