package carousel.model;

import carousel.data.task.Form;
import carousel.data.task.TaskBatch;
import carousel.data.task.TaskSpec;
import carousel.layer.Init;
import carousel.store.Provenance;
import carousel.store.Settings;
import carousel.store.Store;
import carousel.store.StoreException;
import carousel.store.Stored;
import carousel.tensor.Tape;
import carousel.tensor.Tree;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A sequence model with everything needed to use it and to make it again, as one file. Immutable.
 *
 * @param model the weights
 * @param settings the model's shape
 * @param spec the task that it has learned
 * @param provenance how it was made
 */
public record SequenceModelFile(
        SequenceModel model, SequenceModel.Settings settings, TaskSpec spec, Provenance provenance) {
    /** The task that such files name. */
    public static final String TASK = "task";

    private static final String TASK_KEY = "carousel.task";
    private static final String SETTINGS = "carousel.settings";
    private static final String SPEC = "carousel.spec";
    private static final String FORM = "carousel.form";
    private static final String PROVENANCE = "carousel.provenance";
    private static final String SELF_CHECK = "carousel.selfcheck";

    /** Writes the file, whole or not at all; a {@link StoreException} says why not. */
    public static void save(Path path, SequenceModelFile file) {
        var metadata = new LinkedHashMap<String, String>();
        metadata.put(TASK_KEY, TASK);
        metadata.put(SETTINGS, Settings.toJson(Settings.toMap(file.settings)));
        metadata.put(SPEC, file.spec.toString());
        metadata.put(FORM, Settings.toJson(values(file.model.form())));
        metadata.put(PROVENANCE, file.provenance.toJson());
        metadata.put(SELF_CHECK, check(file.model).toJson());
        Store.write(path, new Stored(metadata, Tree.flatten(file.model)));
    }

    /**
     * Reads the file and checks it: checksum, shape of every weight, and that the model computes what it computed when it
     * was written.
     *
     * @throws StoreException when any of that fails
     */
    public static SequenceModelFile load(Path path) {
        var stored = Store.read(path);
        try {
            return of(stored);
        } catch (StoreException e) {
            throw new StoreException(path + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new StoreException(
                    path + ": not a usable sequence model (" + e.getMessage() + "); train it again", e);
        }
    }

    /** Whether a file holds a model of a task; a {@link StoreException} when it cannot be read. */
    public static boolean holds(Path path) {
        return TASK.equals(Store.read(path).metadata().get(TASK_KEY));
    }

    private static SequenceModelFile of(Stored stored) {
        var metadata = stored.metadata();
        if (!TASK.equals(metadata.get(TASK_KEY))) {
            throw new StoreException("a model for the task '" + metadata.get(TASK_KEY)
                    + "'; expected one written by carousel train task");
        }
        var settings = Settings.read(SequenceModel.Settings.class, Settings.ofJson(required(metadata, SETTINGS)));
        var form = form(Settings.ofJson(required(metadata, FORM)));
        var model = Tree.with(SequenceModel.of(settings, form, Init.seed(0)), stored.weights());
        SelfCheck.ofJson(required(metadata, SELF_CHECK)).require(inputs -> outputs(model, inputs));
        return new SequenceModelFile(
                model,
                settings,
                TaskSpec.parse(required(metadata, SPEC)),
                Provenance.ofJson(required(metadata, PROVENANCE)));
    }

    private static String required(Map<String, String> metadata, String key) {
        var value = metadata.get(key);
        if (value == null) {
            throw new StoreException("'" + key + "' is missing; expected a model written by carousel train");
        }
        return value;
    }

    private static Map<String, String> values(Form form) {
        var values = new LinkedHashMap<String, String>();
        values.put("input", form.input().name());
        values.put("inputs", String.valueOf(form.inputs()));
        values.put("answer", form.answer().name());
        values.put("outputs", String.valueOf(form.outputs()));
        values.put("asked", form.asked().name());
        values.put("judged", String.valueOf(form.judged()));
        return values;
    }

    private static Form form(Map<String, String> values) {
        return new Form(
                Form.Input.valueOf(values.get("input")),
                Integer.parseInt(values.get("inputs")),
                Form.Answer.valueOf(values.get("answer")),
                Integer.parseInt(values.get("outputs")),
                Form.Asked.valueOf(values.get("asked")),
                Integer.parseInt(values.get("judged")));
    }

    /** A feature is asked for as one of eight values. */
    private static SelfCheck check(SequenceModel model) {
        int symbols = model.form().input() == Form.Input.SYMBOLS ? model.form().inputs() : 8;
        return SelfCheck.of(symbols, inputs -> outputs(model, inputs));
    }

    private static float[] outputs(SequenceModel model, int... inputs) {
        return Tape.evaluate(() -> model.outputs(TaskBatch.probe(model.form(), inputs)))
                .toArray();
    }
}
