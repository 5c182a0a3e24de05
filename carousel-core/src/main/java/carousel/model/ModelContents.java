package carousel.model;

import carousel.store.Provenance;
import carousel.store.Settings;
import carousel.store.Store;
import carousel.store.StoreException;
import carousel.store.Stored;
import carousel.tensor.Tree;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What the files of all models have in common: weights, task, settings, provenance, self-check. Immutable.
 *
 * @param path of the file
 * @param stored what is in it
 */
record ModelContents(Path path, Stored stored) {
    private static final String TASK = "carousel.task";
    private static final String SETTINGS = "carousel.settings";
    private static final String PROVENANCE = "carousel.provenance";
    private static final String SELF_CHECK = "carousel.selfcheck";

    /**
     * Writes a file, whole or not at all; a {@link StoreException} says why not.
     *
     * @param own texts that only files of this task have
     */
    static void write(
            Path path, String task, ModelFile file, Record settings, SelfCheck check, Map<String, String> own) {
        var metadata = new LinkedHashMap<>(own);
        metadata.put(TASK, task);
        metadata.put(SETTINGS, Settings.toJson(Settings.toMap(settings)));
        metadata.put(PROVENANCE, file.provenance().toJson());
        metadata.put(SELF_CHECK, check.toJson());
        Store.write(path, new Stored(metadata, Tree.flatten(file.model())));
    }

    static ModelContents read(Path path) {
        return new ModelContents(path, Store.read(path));
    }

    /** The task that the file names; empty when it names none. */
    String task() {
        return stored.metadata().getOrDefault(TASK, "");
    }

    /**
     * The model file of a task; whatever is wrong begins with the path.
     *
     * @param kind of model, in words
     */
    <F> F as(String kind, Function<ModelContents, F> reading) {
        try {
            return reading.apply(this);
        } catch (StoreException e) {
            throw new StoreException(path + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new StoreException(path + ": not a usable " + kind + " (" + e.getMessage() + "); train it again", e);
        }
    }

    void requireTask(String task, String expected) {
        if (!task.equals(task())) {
            throw new StoreException(
                    "a model for the task '" + stored.metadata().get(TASK) + "'; expected " + expected);
        }
    }

    String required(String key) {
        var value = stored.metadata().get(key);
        if (value == null) {
            throw new StoreException("'" + key + "' is missing; expected a model written by carousel train");
        }
        return value;
    }

    <S extends Record> S settings(Class<S> type) {
        return Settings.read(type, Settings.ofJson(required(SETTINGS)));
    }

    /** The model with the weights of the file. */
    <M> M weights(M empty) {
        return Tree.with(empty, stored.weights());
    }

    SelfCheck selfCheck() {
        return SelfCheck.ofJson(required(SELF_CHECK));
    }

    Provenance provenance() {
        return Provenance.ofJson(required(PROVENANCE));
    }
}
