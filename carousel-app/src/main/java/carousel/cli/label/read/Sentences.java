package carousel.cli.label.read;

import static carousel.store.Settings.require;

import carousel.cli.shell.Input;
import carousel.cli.shell.Unused;
import carousel.cli.shell.UsageException;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Sentence;
import carousel.data.reader.ConllColumns;
import carousel.data.reader.Conllu;
import carousel.data.reader.SlotFiles;
import carousel.store.Setting;
import carousel.store.Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Where tagged sentences come from. Immutable. */
public record Sentences(
        @Setting(
                "sentences to learn from (required): CoNLL columns, CoNLL-U (.conllu), or slots (seq.in beside seq.out)")
        String train,

        @Setting("sentences to validate on; without them a part of --train is held out")
        String valid,

        @Setting("sentences to score the finished model on") String test,

        @Setting(
                value = "part of --train that is held out for validation; 0: none, and the last model is kept",
                preset = "0.1")
        double validFraction,

        @Setting(
                value = "column of the tag: of CoNLL-U upos, xpos, lemma, …; of CoNLL columns its number or last",
                preset = "")
        String column,

        @Setting(value = "column of the word, in CoNLL columns", preset = "1")
        int wordColumn,

        Input input) {

    private static final String SLOTS = ".*seq\\.in(\\.gz)?";
    private static final String CONLLU = ".*\\.conllu(\\.gz)?";

    public Sentences {
        require(!train.isEmpty(), "train: missing; expected a file of tagged sentences");
        require(validFraction >= 0 && validFraction < 1, "valid-fraction", "at least 0 and below 1", validFraction);
        require(wordColumn > 0, "word-column", "1 or more", wordColumn);
        if (!column.isEmpty()) {
            boolean known = column.matches("last|[1-9]\\d{0,3}") || columns().contains(column);
            require(known, "column", "a number, last, or one of " + String.join(", ", columns()), "'" + column + "'");
        }
    }

    private static List<String> columns() {
        return Arrays.stream(Conllu.Column.values()).map(Conllu.Column::label).toList();
    }

    /** The settings that say how files are read, but not which. */
    public Map<String, String> determining() {
        var settings = Settings.toMap(this);
        settings.keySet().removeAll(List.of("train", "valid", "test"));
        if (!valid.isEmpty()) {
            settings.remove("valid-fraction");
        }
        return settings;
    }

    /** Sentences in three parts. */
    public Parts<Sentence> parts(long seed) {
        refuseUnused();
        var all = read(train);
        var tested = test.isEmpty() ? all.with(List.<Sentence>of()) : read(test);
        return Parts.of(all, tested, valid, this::read, validFraction, seed);
    }

    /** Sentences in whatever format the name of the file says. */
    public Labelled<Sentence> read(String place) {
        if (place.matches(SLOTS)) {
            return new SlotFiles(input.charset()).read(Path.of(place));
        }
        if (place.matches(CONLLU)) {
            return new Conllu(conllu()).read(input.read(place));
        }
        int tag = column.isEmpty() || column.equals("last") ? ConllColumns.LAST : number();
        return new ConllColumns(wordColumn, tag).read(input.read(place));
    }

    private Conllu.Column conllu() {
        int index = column.isEmpty() ? columns().indexOf("upos") : columns().indexOf(column);
        if (index < 0) {
            throw wrong("one of " + String.join(", ", columns()) + " in CoNLL-U");
        }
        return Conllu.Column.values()[index];
    }

    private int number() {
        if (!column.matches("\\d+") || Integer.parseInt(column) == wordColumn) {
            throw wrong("a number other than that of the words, or last, in CoNLL columns");
        }
        return Integer.parseInt(column);
    }

    private UsageException wrong(String expected) {
        return new UsageException("--column: expected " + expected + ", got '" + column + "'");
    }

    private void refuseUnused() {
        if (train.matches(SLOTS)) {
            Unused.refuse(this, "not for slot files", "column", "word-column");
        } else if (train.matches(CONLLU)) {
            Unused.refuse(this, "not for CoNLL-U", "word-column");
        }
    }
}
