package carousel.model;

import carousel.store.Provenance;
import java.nio.file.Path;

/** A model of any task with everything needed to use it and to make it again, as one file. Immutable. */
public sealed interface ModelFile permits LanguageModelFile, SequenceModelFile {

    /** The weights. */
    Record model();

    /** How it was made. */
    Provenance provenance();

    /**
     * Reads a file of whatever task and checks it: checksum, shape of every weight, and that the model computes what it
     * computed when it was written.
     *
     * @throws carousel.store.StoreException when any of that fails
     */
    static ModelFile load(Path path) {
        var contents = ModelContents.read(path);
        return contents.task().equals(SequenceModelFile.TASK)
                ? SequenceModelFile.of(contents)
                : LanguageModelFile.of(contents);
    }
}
