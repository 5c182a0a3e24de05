package carousel.model;

import carousel.data.task.Form;
import carousel.data.task.TaskBatch;
import carousel.data.task.TaskSpec;
import carousel.fuse.Plan;
import carousel.layer.Init;
import carousel.store.Provenance;
import carousel.store.Settings;
import carousel.store.StoreException;
import carousel.tensor.Tape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A sequence model with everything needed to use it and to make it again, as one file. Immutable.
 *
 * @param model the weights
 * @param settings the model's shape
 * @param spec the task that it has learned
 * @param provenance how it was made
 */
public record SequenceModelFile(
        SequenceModel model, SequenceModel.Settings settings, TaskSpec spec, Provenance provenance)
        implements ModelFile {
    /** The task that such files name. */
    public static final String TASK = "task";

    private static final String SPEC = "carousel.spec";
    private static final String FORM = "carousel.form";

    /** Writes the file, whole or not at all; a {@link StoreException} says why not. */
    public static void save(Path path, SequenceModelFile file) {
        var own = Map.of(SPEC, file.spec.toString(), FORM, Settings.toJson(values(file.model.form())));
        ModelContents.write(path, TASK, file, file.settings, check(file.model), own);
    }

    @Override
    public SequencedMap<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("learned", spec.toString());
        facts.put("inputs", model.form().inputs());
        facts.put("outputs", model.form().outputs());
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
    public static SequenceModelFile load(Path path) {
        return of(ModelContents.read(path));
    }

    static SequenceModelFile of(ModelContents contents) {
        return contents.as("sequence model", SequenceModelFile::read);
    }

    private static SequenceModelFile read(ModelContents contents) {
        contents.requireTask(TASK, "one written by carousel train task");
        var settings = contents.settings(SequenceModel.Settings.class);
        var form = form(Settings.ofJson(contents.required(FORM)));
        var model = contents.weights(SequenceModel.of(settings, form, Init.seed(0)));
        contents.selfCheck().require(inputs -> outputs(model, inputs));
        var spec = TaskSpec.parse(contents.required(SPEC));
        return new SequenceModelFile(model, settings, spec, contents.provenance());
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
