package carousel.cli.label;

import carousel.model.ClassifierFile;
import carousel.model.LanguageModelFile;
import carousel.model.ModelFile;
import carousel.model.SequenceModelFile;
import carousel.model.TaggerFile;
import carousel.model.label.Coder;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Which weights of another model stand for the same things: symbols and answers have an order of their own in each. */
final class SameMeaning {
    private SameMeaning() {}

    /**
     * The names of such weights.
     *
     * @param file the other model
     * @param coder examples to numbers, of this one
     * @param key numbers to answers, of this one, as lists
     */
    static Predicate<String> of(ModelFile file, Coder coder, Map<String, List<String>> key) {
        return switch (file) {
            case ClassifierFile other ->
                names(
                        other.coder().toLists().equals(coder.toLists()),
                        other.key().toLists().equals(key));
            case TaggerFile other ->
                names(
                        other.coder().toLists().equals(coder.toLists()),
                        other.key().toLists().equals(key));
            case LanguageModelFile other -> names(false, false);
            case SequenceModelFile other -> names(false, false);
        };
    }

    private static Predicate<String> names(boolean sameInputs, boolean sameAnswers) {
        return name -> name.startsWith("rnn.")
                || name.startsWith("pool.")
                || (name.startsWith("input.") ? sameInputs : sameAnswers);
    }
}
