package carousel.cli.translate;

import carousel.cli.shell.Input;
import carousel.data.reader.ParallelText;
import carousel.store.Provenance;
import carousel.store.Setting;
import java.util.Map;

/** How files of pairs are read. Immutable. */
record PairForm(
        @Setting("what stands between the two sides of a line; without it a TAB")
        String separator,

        @Setting("what stands before each sentence and is left out, such as 'IN:'")
        String sourcePrefix,

        @Setting("each line is a text that is to become itself; of a folder all *.txt files are read")
        boolean autoencode,

        Input input) {

    /** As the training data of a model was read; with another encoding than the usual one, in that. */
    static PairForm of(Provenance provenance, Input input) {
        return provenance.settings(PairForm.class, Map.of("encoding", input.unusual()));
    }

    Corpus read(PairFiles files) {
        if (autoencode) {
            return files.texts(input);
        }
        var between = separator.isEmpty() ? ParallelText.tabs().separator() : separator;
        return files.read(new ParallelText(between, sourcePrefix), input);
    }
}
