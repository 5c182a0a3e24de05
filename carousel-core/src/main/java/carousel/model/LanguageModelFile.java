package carousel.model;

import carousel.layer.Init;
import carousel.store.Provenance;
import carousel.store.Settings;
import carousel.store.Store;
import carousel.store.StoreException;
import carousel.store.Stored;
import carousel.store.TokenizerJson;
import carousel.tensor.Tree;
import carousel.text.Tokenizer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A language model with everything needed to use it and to make it again, as one file. Immutable.
 *
 * @param model the weights
 * @param settings the model's shape
 * @param tokenizer text to ids and back
 * @param provenance how it was made
 */
public record LanguageModelFile(
        LanguageModel model, LanguageModel.Settings settings, Tokenizer tokenizer, Provenance provenance) {
    /** The task that such files name. */
    public static final String TASK = "lm";

    private static final String TASK_KEY = "carousel.task";
    private static final String SETTINGS = "carousel.settings";
    private static final String TOKENIZER = "carousel.tokenizer";
    private static final String PROVENANCE = "carousel.provenance";
    private static final String SELF_CHECK = "carousel.selfcheck";

    /** Writes the file, whole or not at all; a {@link StoreException} says why not. */
    public static void save(Path path, LanguageModelFile file) {
        var metadata = new LinkedHashMap<String, String>();
        metadata.put(TASK_KEY, TASK);
        metadata.put(SETTINGS, Settings.toJson(Settings.toMap(file.settings)));
        metadata.put(TOKENIZER, TokenizerJson.write(file.tokenizer));
        metadata.put(PROVENANCE, file.provenance.toJson());
        metadata.put(SELF_CHECK, SelfCheck.of(file.model).toJson());
        Store.write(path, new Stored(metadata, Tree.flatten(file.model)));
    }

    /**
     * Reads the file and checks it: checksum, shape of every weight, and that the model computes what it computed when it
     * was written.
     *
     * @throws StoreException when any of that fails
     */
    public static LanguageModelFile load(Path path) {
        var stored = Store.read(path);
        try {
            return of(stored);
        } catch (StoreException e) {
            throw new StoreException(path + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new StoreException(
                    path + ": not a usable language model (" + e.getMessage() + "); train it again", e);
        }
    }

    private static LanguageModelFile of(Stored stored) {
        var metadata = stored.metadata();
        if (!TASK.equals(metadata.get(TASK_KEY))) {
            throw new StoreException(
                    "a model for the task '" + metadata.get(TASK_KEY) + "'; expected a language model");
        }
        var settings = Settings.read(LanguageModel.Settings.class, Settings.ofJson(required(metadata, SETTINGS)));
        var tokenizer = TokenizerJson.read(required(metadata, TOKENIZER));
        var empty = LanguageModel.of(settings, tokenizer.vocabulary().size(), Init.seed(0));
        var model = Tree.with(empty, stored.weights());
        SelfCheck.ofJson(required(metadata, SELF_CHECK)).require(model);
        var provenance = Provenance.ofJson(required(metadata, PROVENANCE));
        return new LanguageModelFile(model, settings, tokenizer, provenance);
    }

    private static String required(Map<String, String> metadata, String key) {
        var value = metadata.get(key);
        if (value == null) {
            throw new StoreException("'" + key + "' is missing; expected a model written by carousel train");
        }
        return value;
    }
}
