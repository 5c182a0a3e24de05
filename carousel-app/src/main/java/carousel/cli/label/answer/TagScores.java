package carousel.cli.label.answer;

import carousel.data.labelled.Sentence;
import carousel.metric.SpanScores;
import carousel.model.label.TagKey;
import carousel.model.label.TagPredictions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeSet;

/**
 * How good the tags of sentences are. Immutable.
 *
 * @param figures by the names that every command uses
 * @param spans the scores of each type of span; of none where tags speak of words alone
 */
public record TagScores(SequencedMap<String, Object> figures, List<SpanScores> spans) {

    /** Of predictions for sentences with these tags and intents. */
    public static TagScores of(TagKey key, TagPredictions predictions, List<List<String>> tags, List<String> intents) {
        var named = new ArrayList<List<String>>();
        long words = 0;
        long right = 0;
        long whole = 0;
        for (int i = 0; i < tags.size(); i++) {
            var expected = tags.get(i);
            var given = expected.isEmpty() ? expected : key.names(predictions.tags()[i]);
            named.add(given);
            int hits = 0;
            for (int t = 0; t < expected.size(); t++) {
                hits += expected.get(t).equals(given.get(t)) ? 1 : 0;
            }
            words += expected.size();
            right += hits;
            whole += hits == expected.size() ? 1 : 0;
        }
        var figures = new LinkedHashMap<String, Object>();
        figures.put("accuracy", (double) right / Math.max(1, words));
        var spans = key.kind() == TagKey.Kind.SPANS ? List.of(SpanScores.of(tags, named)) : List.<SpanScores>of();
        for (var scores : spans) {
            figures.put("precision", scores.overall().precision());
            figures.put("recall", scores.overall().recall());
            figures.put("f1", scores.overall().f1());
        }
        figures.put("exact_match", (double) whole / Math.max(1, tags.size()));
        if (key.intents().size() > 0) {
            figures.put("intent_accuracy", intents(key, predictions, intents));
        }
        var unseen = unseen(key, tags, intents);
        if (!unseen.isEmpty()) {
            figures.put("unseen_labels", unseen.size());
        }
        figures.put("tokens", words);
        figures.put("sequences", tags.size());
        return new TagScores(figures, spans);
    }

    /** The tags and intents of sentences that a model was never told of, in the order of their names. */
    public static List<String> unseen(TagKey key, List<Sentence> sentences) {
        return unseen(
                key,
                sentences.stream().map(Sentence::tags).toList(),
                sentences.stream().map(Sentence::label).toList());
    }

    private static List<String> unseen(TagKey key, List<List<String>> tags, List<String> intents) {
        var unseen = new TreeSet<String>();
        tags.forEach(unseen::addAll);
        unseen.removeIf(key::knows);
        if (key.intents().size() > 0) {
            intents.stream().filter(intent -> !key.intents().contains(intent)).forEach(unseen::add);
        }
        return List.copyOf(unseen);
    }

    private static double intents(TagKey key, TagPredictions predictions, List<String> intents) {
        long right = 0;
        for (int i = 0; i < intents.size(); i++) {
            right += key.intents().symbol(predictions.intent(i)).equals(intents.get(i)) ? 1 : 0;
        }
        return (double) right / Math.max(1, intents.size());
    }
}
