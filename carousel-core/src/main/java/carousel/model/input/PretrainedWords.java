package carousel.model.input;

import carousel.model.StepInput;
import carousel.text.Case;
import carousel.text.Vocabulary;
import carousel.text.WordVectors;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/**
 * Vectors that somebody has trained, for the words of a coder: a word has its own vector, or else that of its lower-case
 * form. Immutable, safe for many threads.
 *
 * <pre>{@code
 * var words = PretrainedWords.read(Path.of("glove.6B.100d.txt"), coder);
 * var model = Classifier.of(settings.with("embedding", words.dimensions()), coder, key, init);
 * words.into(model.input());                                             // the others stay as they began
 * }</pre>
 *
 * @param coder whose words are meant
 * @param vectors of some of them
 */
public record PretrainedWords(TextCoder coder, WordVectors vectors) {

    /** Reads the vectors of a coder's words; a {@link carousel.text.DataException} says what is wrong with the file. */
    public static PretrainedWords read(Path path, TextCoder coder) {
        var wanted = new HashSet<String>();
        for (var word : words(coder)) {
            wanted.add(word);
            wanted.add(Case.LOWER.apply(word));
        }
        return new PretrainedWords(coder, WordVectors.read(path, wanted::contains));
    }

    /** What is unknown is no word. */
    private static List<String> words(TextCoder coder) {
        return coder.symbols().symbols().stream()
                .filter(word -> !word.equals(Vocabulary.UNKNOWN))
                .toList();
    }

    /** The word whose vector a word has; empty when there is none. */
    private String source(String word) {
        if (vectors.words().contains(word)) {
            return word;
        }
        var lower = Case.LOWER.apply(word);
        return vectors.words().contains(lower) ? lower : "";
    }

    /** The numbers of a vector. */
    public int dimensions() {
        return vectors.dimensions();
    }

    /** How many words the coder has. */
    public int size() {
        return words(coder).size();
    }

    /** How many of them have a vector. */
    public int found() {
        return (int)
                words(coder).stream().filter(word -> !source(word).isEmpty()).count();
    }

    /**
     * Writes them into the table of a model's words, in place.
     *
     * @throws IllegalArgumentException when its vectors have another size
     */
    public void into(LabelInput input) {
        if (!(input.steps() instanceof StepInput.Embedded steps) || steps.features() != dimensions()) {
            throw new IllegalArgumentException("pretrained words: given vectors of " + dimensions()
                    + " numbers, needed those of the model's " + input.steps());
        }
        var table = steps.embed().table();
        var values = table.toArray();
        for (var word : words(coder)) {
            var source = source(word);
            if (!source.isEmpty()) {
                int row = coder.symbols().id(word);
                System.arraycopy(vectors.vector(source), 0, values, row * dimensions(), dimensions());
            }
        }
        table.change((w, first, last) -> System.arraycopy(values, first, w, first, last - first));
    }
}
