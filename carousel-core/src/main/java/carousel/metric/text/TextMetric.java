package carousel.metric.text;

import carousel.metric.Additive;
import carousel.text.DataException;
import java.util.ArrayList;
import java.util.List;

/**
 * A score of texts that a model wrote, each beside one or several references. Implementations are immutable and safe for many
 * threads.
 *
 * @param <S> what is counted in a sentence
 */
public interface TextMetric<S extends Additive<S>> {

    /** The score of no sentences: adding it changes nothing. */
    S none();

    /** The score of one sentence, of which there is at least one reference. */
    S sentence(String prediction, List<String> references);

    /** The score of each sentence. A {@link DataException} when a sentence has no reference or there are not as many of both. */
    default List<S> sentences(List<String> predictions, List<List<String>> references) {
        if (predictions.size() != references.size()) {
            throw new DataException(predictions.size() + " predictions and references of " + references.size()
                    + " sentences; expected as many of both: were lines lost?");
        }
        var scores = new ArrayList<S>(predictions.size());
        for (int i = 0; i < predictions.size(); i++) {
            if (references.get(i).isEmpty()) {
                throw new DataException("sentence " + (i + 1) + ": no reference; expected one or more");
            }
            scores.add(sentence(predictions.get(i), references.get(i)));
        }
        return List.copyOf(scores);
    }

    /** The score of all sentences together. */
    default S corpus(List<String> predictions, List<List<String>> references) {
        return sentences(predictions, references).stream().reduce(none(), Additive::plus);
    }
}
