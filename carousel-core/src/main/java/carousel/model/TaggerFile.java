package carousel.model;

import carousel.fuse.Plan;
import carousel.layer.Init;
import carousel.model.input.TextCoder;
import carousel.model.label.TagKey;
import carousel.model.label.TagPredictions;
import carousel.model.label.Tagger;
import carousel.store.ListsJson;
import carousel.store.Provenance;
import carousel.store.StoreException;
import carousel.tensor.Tape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A tagger with everything needed to use it and to make it again, as one file. Immutable.
 *
 * @param model the weights
 * @param settings the model's shape
 * @param coder sentences to numbers
 * @param key numbers to tags
 * @param provenance how it was made
 */
public record TaggerFile(Tagger model, Tagger.Settings settings, TextCoder coder, TagKey key, Provenance provenance)
        implements ModelFile {
    /** The task that such files name. */
    public static final String TASK = "tag";

    private static final String CODER = "carousel.coder";
    private static final String KEY = "carousel.key";

    /** Writes the file, whole or not at all; a {@link StoreException} says why not. */
    public static void save(Path path, TaggerFile file) {
        var own = Map.of(
                CODER, ListsJson.write(file.coder.toLists()),
                KEY, ListsJson.write(file.key.toLists()));
        var check = SelfCheck.of(8, numbers -> outputs(file.model, file.coder, numbers));
        ModelContents.write(path, TASK, file, file.settings, check, own);
    }

    @Override
    public SequencedMap<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("inputs", coder.words());
        facts.put("tags", String.join(", ", key.tags().symbols()));
        if (key.intents().size() > 0) {
            facts.put("intents", String.join(", ", key.intents().symbols()));
        }
        return facts;
    }

    @Override
    public List<Plan> plans() {
        return model.plans();
    }

    /** What the model says of sentences, each in words. */
    public TagPredictions predict(List<List<String>> sentences) {
        return TagPredictions.of(model, coder.source(sentences));
    }

    /**
     * Reads the file and checks it: checksum, shape of every weight, and that the model computes what it computed when it
     * was written.
     *
     * @throws StoreException when any of that fails
     */
    public static TaggerFile load(Path path) {
        return of(ModelContents.read(path));
    }

    static TaggerFile of(ModelContents contents) {
        return contents.as("tagger", TaggerFile::read);
    }

    private static TaggerFile read(ModelContents contents) {
        contents.requireTask(TASK, "one written by carousel train tag");
        var settings = contents.settings(Tagger.Settings.class);
        var coder = TextCoder.ofLists(ListsJson.read(contents.required(CODER)));
        var key = TagKey.ofLists(ListsJson.read(contents.required(KEY)));
        var model = contents.weights(Tagger.of(settings, coder, key, Init.seed(0)));
        contents.selfCheck().require(numbers -> outputs(model, coder, numbers));
        return new TaggerFile(model, settings, coder, key, contents.provenance());
    }

    private static float[] outputs(Tagger model, TextCoder coder, int... numbers) {
        return Tape.evaluate(
                        () -> model.scores(coder.probe(numbers)).emissions().rows())
                .toArray();
    }
}
