package carousel.model.label;

import carousel.layer.Sequence;
import carousel.metric.Scheme;
import carousel.model.TaggerFile;
import carousel.model.input.TextCoder;
import carousel.recurrent.Causal;
import carousel.recurrent.Stream;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.List;

/**
 * A tagger that hears a sentence word by word and tags each before the next one comes: it keeps a state instead of the words,
 * and says what it would say of the whole sentence, to the bit. One thread at a time.
 *
 * <pre>{@code
 * var tagger = RunningTagger.of(TaggerFile.load(path));
 * for (var word : words) tagger.next(word).tag();
 * tagger.end();                                          // the next word begins another sentence
 * }</pre>
 */
public final class RunningTagger {
    private final Tagger model;
    private final TextCoder coder;
    private final TagKey key;
    private final Stream stream;
    private String before = "";

    /**
     * What is said of a word.
     *
     * @param tag its name
     * @param probability how likely it is
     */
    public record Tagged(String tag, float probability) {}

    private RunningTagger(TaggerFile file, Causal layers) {
        this.model = file.model();
        this.coder = file.coder();
        this.key = file.key();
        this.stream = Stream.of(layers, 1);
    }

    /**
     * A tagger at the beginning of a sentence.
     *
     * @throws IllegalArgumentException with the reason, when a tag depends on later words
     */
    public static RunningTagger of(TaggerFile file) {
        if (!(file.model().rnn() instanceof Causal layers)) {
            throw new IllegalArgumentException("word by word: what reads the words is no stack of recurrent layers that"
                    + " read forwards; give whole sentences");
        }
        if (!(file.model().tagging() instanceof Tagging.Single)) {
            throw new IllegalArgumentException(
                    "word by word: all tags of a sentence are chosen together (--crf); give whole sentences");
        }
        return new RunningTagger(file, layers);
    }

    /** The tag of the next word. */
    public Tagged next(String word) {
        var inputs = coder.source(List.of(List.of(word))).inputs(0);
        return Tape.evaluate(() -> {
            Sequence vector = model.input().read(inputs); // [1,F]
            var scores = vector.map(row -> model.head().apply(stream.step(row))); // [1,K]
            int best = model.tagging().best(scores)[0];
            Tensor probabilities = model.tagging().probabilities(scores);
            return new Tagged(name(key.tags().symbol(best)), probabilities.at(0, best));
        });
    }

    /** Where a span begins is told by the tag before. */
    private String name(String tag) {
        if (key.kind() == TagKey.Kind.WORDS) {
            return tag;
        }
        var tags = before.isEmpty() ? List.of(tag) : List.of(before, tag);
        before = tag;
        return Scheme.BIO.rewritten(tags).getLast();
    }

    /** The sentence has ended; the next word begins another one. */
    public void end() {
        stream.reset(0);
        before = "";
    }
}
