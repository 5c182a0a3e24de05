package carousel.model;

import carousel.decode.Attentive;
import carousel.fuse.Plan;
import carousel.layer.Init;
import carousel.model.translate.TranslationModel;
import carousel.model.translate.TranslationSettings;
import carousel.model.translate.Translator;
import carousel.model.wording.Wording;
import carousel.model.wording.Wordings;
import carousel.store.ListsJson;
import carousel.store.Provenance;
import carousel.store.StoreException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A translator with everything needed to use it and to make it again, as one file. Immutable.
 *
 * @param translator the weights, and the wordings of both sides
 * @param settings the model's shape
 * @param provenance how it was made
 */
public record TranslatorFile(Translator translator, TranslationSettings settings, Provenance provenance)
        implements ModelFile {
    /** The task that such files name. */
    public static final String TASK = "translate";

    private static final String SOURCE = "carousel.source";
    private static final String TARGET = "carousel.target";
    private static final String LONGEST = "carousel.longest";

    @Override
    public Record model() {
        return (Record) translator.model();
    }

    /** Writes the file, whole or not at all; a {@link StoreException} says why not. */
    public static void save(Path path, TranslatorFile file) {
        var wordings = file.translator.wordings();
        var own = Map.of(
                SOURCE, ListsJson.write(wordings.source().toLists()),
                TARGET, ListsJson.write(wordings.target().toLists()),
                LONGEST, String.valueOf(file.translator.longest()));
        var check = SelfCheck.of(
                wordings.source().vocabulary().size(), symbols -> outputs(file.translator.model(), symbols));
        ModelContents.write(path, TASK, file, file.settings, check, own);
    }

    @Override
    public SequencedMap<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("model", settings.model().name().toLowerCase(Locale.ROOT));
        facts.put("source", words(translator.wordings().source()));
        facts.put("target", words(translator.wordings().target()));
        return facts;
    }

    private static String words(Wording wording) {
        return wording.vocabulary().size() + " symbols of level "
                + wording.level().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<Plan> plans() {
        return translator.model().plans();
    }

    /**
     * Reads the file and checks it: checksum, shape of every weight, and that the model computes what it computed when it
     * was written.
     *
     * @throws StoreException when any of that fails
     */
    public static TranslatorFile load(Path path) {
        return of(ModelContents.read(path));
    }

    static TranslatorFile of(ModelContents contents) {
        return contents.as("translator", TranslatorFile::read);
    }

    private static TranslatorFile read(ModelContents contents) {
        contents.requireTask(TASK, "one written by carousel train translate");
        var settings = contents.settings(TranslationSettings.class);
        var wordings = new Wordings(
                Wording.ofLists(ListsJson.read(contents.required(SOURCE))),
                Wording.ofLists(ListsJson.read(contents.required(TARGET))));
        var model = contents.weights(TranslationModel.of(settings, wordings, Init.seed(0)));
        contents.selfCheck().require(symbols -> outputs(model, symbols));
        int longest = Integer.parseInt(contents.required(LONGEST));
        return new TranslatorFile(new Translator(model, wordings, longest), settings, contents.provenance());
    }

    /** The probabilities behind a first symbol of what is made of these. */
    private static float[] outputs(TranslationModel model, int... symbols) {
        return outputs(model.read(List.of(symbols)));
    }

    private static <S> float[] outputs(Attentive<S> reading) {
        return reading.logits(reading.advance(new int[] {0}, reading.start(1)))
                .softmax()
                .toArray();
    }
}
