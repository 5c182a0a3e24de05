package carousel.model;

import carousel.fuse.Plan;
import carousel.layer.Init;
import carousel.model.input.Coder;
import carousel.model.label.AnswerKey;
import carousel.model.label.Classifier;
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
 * A classifier with everything needed to use it and to make it again, as one file. Immutable.
 *
 * @param model the weights
 * @param settings the model's shape
 * @param coder examples to numbers
 * @param key numbers to answers
 * @param temperature by which logits are divided so that probabilities are to be trusted; 1: as they are
 * @param provenance how it was made
 */
public record ClassifierFile(
        Classifier model,
        Classifier.Settings settings,
        Coder coder,
        AnswerKey key,
        double temperature,
        Provenance provenance)
        implements ModelFile {
    /** The task that such files name. */
    public static final String TASK = "classify";

    private static final String CODER = "carousel.coder";
    private static final String KEY = "carousel.key";
    private static final String TEMPERATURE = "carousel.temperature";

    /** Writes the file, whole or not at all; a {@link StoreException} says why not. */
    public static void save(Path path, ClassifierFile file) {
        var own = Map.of(
                CODER, ListsJson.write(file.coder.toLists()),
                KEY, ListsJson.write(file.key.toLists()),
                TEMPERATURE, Double.toString(file.temperature));
        var check = SelfCheck.of(8, numbers -> outputs(file.model, file.coder, numbers));
        ModelContents.write(path, TASK, file, file.settings, check, own);
    }

    @Override
    public SequencedMap<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put(
                "answers",
                key.answer().number()
                        ? "a number"
                        : String.join(", ", key.classes().symbols()));
        facts.put("inputs", coder.words());
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
    public static ClassifierFile load(Path path) {
        return of(ModelContents.read(path));
    }

    static ClassifierFile of(ModelContents contents) {
        return contents.as("classifier", ClassifierFile::read);
    }

    private static ClassifierFile read(ModelContents contents) {
        contents.requireTask(TASK, "one written by carousel train classify or regress");
        var settings = contents.settings(Classifier.Settings.class);
        var coder = Coder.of(ListsJson.read(contents.required(CODER)));
        var key = AnswerKey.ofLists(ListsJson.read(contents.required(KEY)));
        var model = contents.weights(Classifier.of(settings, coder, key, Init.seed(0)));
        contents.selfCheck().require(numbers -> outputs(model, coder, numbers));
        double temperature = Double.parseDouble(contents.required(TEMPERATURE));
        return new ClassifierFile(model, settings, coder, key, temperature, contents.provenance());
    }

    private static float[] outputs(Classifier model, Coder coder, int... numbers) {
        return Tape.evaluate(() -> model.logits(coder.probe(numbers))).toArray();
    }
}
