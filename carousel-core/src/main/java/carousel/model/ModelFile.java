package carousel.model;

import carousel.fuse.Plan;
import carousel.store.Provenance;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;

/** A model of any task with everything needed to use it and to make it again, as one file. Immutable. */
public sealed interface ModelFile
        permits LanguageModelFile, SequenceModelFile, ClassifierFile, TaggerFile, TranslatorFile {

    /** The weights. */
    Record model();

    /** How it was made. */
    Provenance provenance();

    /** What is to be said of models of its task only, by name. */
    SequencedMap<String, Object> facts();

    /** How a step of each recurrent layer runs. */
    List<Plan> plans();

    /**
     * Reads a file of whatever task and checks it: checksum, shape of every weight, and that the model computes what it
     * computed when it was written.
     *
     * @throws carousel.store.StoreException when any of that fails
     */
    static ModelFile load(Path path) {
        var contents = ModelContents.read(path);
        return switch (contents.task()) {
            case SequenceModelFile.TASK -> SequenceModelFile.of(contents);
            case ClassifierFile.TASK -> ClassifierFile.of(contents);
            case TaggerFile.TASK -> TaggerFile.of(contents);
            case TranslatorFile.TASK -> TranslatorFile.of(contents);
            default -> LanguageModelFile.of(contents);
        };
    }
}
