package carousel.cli.label;

import carousel.cli.run.RunTarget;
import carousel.cli.shell.Console;
import carousel.cli.shell.UsageException;
import carousel.data.TextFile;
import carousel.model.input.Coder;
import carousel.model.input.LabelInput;
import carousel.model.input.PretrainedWords;
import carousel.model.input.TextCoder;
import carousel.model.input.TextShape;
import carousel.model.input.Units;
import carousel.store.Provenance;
import carousel.store.Setting;
import carousel.store.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Vectors of words that a model begins with. Immutable. */
public record Pretrained(
        @Setting("pretrained vectors of words to begin with: word2vec, GloVe or fastText; they set --embedding, and"
                + " --freeze 'input.steps.*' keeps them as they are")
        Path vectors) {

    /**
     * What a run begins with.
     *
     * @param embedding the size of the symbols' vectors
     * @param words the vectors of some of them; none without a file
     * @param data the file, by role
     */
    record Start(int embedding, List<PretrainedWords> words, Map<String, Provenance.Data> data) {

        /** The files that determine a run. */
        Map<String, Provenance.Data> beside(Map<String, Provenance.Data> others) {
            var all = new LinkedHashMap<>(others);
            all.putAll(data);
            return all;
        }

        /** Gives a model its first vectors, and says how many. */
        void begin(LabelInput input, Console console) {
            for (var some : words) {
                some.into(input);
                console.note("begins with the vectors of " + some.found() + " of " + some.size() + " words, "
                        + some.dimensions() + " numbers each, from "
                        + data.get("vectors").name());
            }
        }
    }

    /** What a run with this coder begins with. */
    Start of(Coder coder, TextShape shape, RunTarget target) {
        if (vectors.toString().isEmpty()) {
            return new Start(shape.embedding(), List.of(), Map.of());
        }
        if (!(coder instanceof TextCoder texts) || texts.units() == Units.CHAR) {
            throw wrong("a model of words reads them; expected texts, and --units word or both");
        }
        if (target.hasWarmStart()) {
            throw wrong("not together with --warm-start; choose one");
        }
        var words = PretrainedWords.read(vectors, texts);
        if (words.found() == 0) {
            throw wrong("has none of the " + words.size() + " words of the training data; is it another language?");
        }
        if (shape.embedding() != words.dimensions() && shape.embedding() != preset()) {
            throw wrong("vectors of " + words.dimensions() + " numbers; expected --embedding " + words.dimensions()
                    + " or none, got " + shape.embedding());
        }
        var file = new Provenance.Data(vectors.getFileName().toString(), TextFile.sha256(vectors));
        return new Start(words.dimensions(), List.of(words), Map.of("vectors", file));
    }

    /** The size of vectors when nobody asks for one. */
    private static int preset() {
        return Settings.of(TextShape.class).stream()
                .filter(entry -> entry.key().equals("embedding"))
                .mapToInt(entry -> Integer.parseInt(entry.preset()))
                .findFirst()
                .orElseThrow();
    }

    private UsageException wrong(String complaint) {
        return new UsageException("--vectors " + vectors + ": " + complaint);
    }
}
