package carousel.model;

import carousel.fuse.Plan;
import carousel.layer.Init;
import carousel.store.Provenance;
import carousel.store.StoreException;
import carousel.store.TokenizerJson;
import carousel.text.Tokenizer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A language model with everything needed to use it and to make it again, as one file. Immutable.
 *
 * @param model the weights
 * @param settings the model's shape
 * @param tokenizer text to ids and back
 * @param provenance how it was made
 */
public record LanguageModelFile(
        LanguageModel model, LanguageModel.Settings settings, Tokenizer tokenizer, Provenance provenance)
        implements ModelFile {
    /** The task that such files name. */
    public static final String TASK = "lm";

    private static final String TOKENIZER = "carousel.tokenizer";

    /** Writes the file, whole or not at all; a {@link StoreException} says why not. */
    public static void save(Path path, LanguageModelFile file) {
        var own = Map.of(TOKENIZER, TokenizerJson.write(file.tokenizer));
        ModelContents.write(path, TASK, file, file.settings, SelfCheck.of(file.model), own);
    }

    @Override
    public SequencedMap<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("model", settings.model().name().toLowerCase(Locale.ROOT));
        facts.put("level", tokenizer.level().name().toLowerCase(Locale.ROOT));
        facts.put("vocabulary", tokenizer.vocabulary().size());
        return facts;
    }

    @Override
    public List<Plan> plans() {
        return model.plans();
    }

    /**
     * Reads the file and checks it: checksum, shape of every weight, and that the model computes what it computed when it
     * was written.
     *
     * @throws StoreException when any of that fails
     */
    public static LanguageModelFile load(Path path) {
        return of(ModelContents.read(path));
    }

    static LanguageModelFile of(ModelContents contents) {
        return contents.as("language model", LanguageModelFile::read);
    }

    private static LanguageModelFile read(ModelContents contents) {
        contents.requireTask(TASK, "a language model");
        var settings = contents.settings(LanguageModel.Settings.class);
        var tokenizer = TokenizerJson.read(contents.required(TOKENIZER));
        var empty = LanguageModel.of(settings, tokenizer.vocabulary().size(), Init.seed(0));
        var model = contents.weights(empty);
        contents.selfCheck().require(model);
        return new LanguageModelFile(model, settings, tokenizer, contents.provenance());
    }
}
