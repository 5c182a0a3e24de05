package carousel.cli.label.read;

import static carousel.store.Settings.require;

import carousel.cli.shell.Input;
import carousel.cli.shell.Unused;
import carousel.cli.shell.UsageException;
import carousel.data.generated.GeneratedText;
import carousel.data.labelled.Distinct;
import carousel.data.labelled.Document;
import carousel.data.labelled.Item;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Series;
import carousel.data.labelled.Split;
import carousel.data.reader.ClassFolder;
import carousel.data.reader.Pictures;
import carousel.data.reader.SeriesTable;
import carousel.data.reader.SktimeFile;
import carousel.data.reader.Table;
import carousel.data.task.Part;
import carousel.store.Setting;
import carousel.store.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Where labelled examples come from. Immutable. */
public record Examples(
        @Setting(
                "examples to learn from (required): a table (.csv, .tsv, .jsonl), a folder with a file for each class,"
                        + " series (.ts), pictures like those of MNIST (idx3-ubyte), or generated:negation, agreement or grammar")
        String train,

        @Setting("examples to validate on; without them a part of --train is held out")
        String valid,

        @Setting("examples to score the finished model on; without them none, or a part of --train")
        String test,

        @Setting(
                value = "part of --train that is held out for validation; 0: none, and the last model is kept",
                preset = "0.1")
        double validFraction,

        @Setting(value = "part of --train that is held out to score the finished model on", preset = "0")
        double testFraction,

        @Setting(
                value = "so many last examples of --train that are held out to score the finished model on",
                preset = "0")
        int testLast,

        @Setting(value = "columns of the text, by name or number, with commas between", preset = "text")
        String textColumn,

        @Setting(value = "column of the label, by name or number", preset = "label")
        String labelColumn,

        @Setting("the first row of a table is an example and no header")
        boolean noHeader,

        @Setting("what stands between several labels in a cell")
        String labelSeparator,

        @Setting(value = "which files of a folder are read", preset = "*")
        String files,

        @Setting(
                value = "where the label stands in a table that has a series of numbers in each row: first or last",
                preset = "no")
        SeriesLabel series,

        @Setting(
                value = "how pictures are read: rows, a channel for each column, or pixels, one after the other",
                preset = "rows")
        Pictures picture,

        @Setting("leave out examples that stand there before with the same label, and all of an input with several")
        boolean dropDuplicates,

        Input input) {

    private static final String[] READING = {
        "valid",
        "test",
        "valid-fraction",
        "test-fraction",
        "test-last",
        "text-column",
        "label-column",
        "no-header",
        "label-separator",
        "files",
        "series",
        "picture",
        "drop-duplicates"
    };

    /** Where the label of a series stands. */
    public enum SeriesLabel {
        /** The table has texts. */
        NO,
        /** Before the values. */
        FIRST,
        /** Behind the values. */
        LAST
    }

    public Examples {
        require(!train.isEmpty(), "train: missing; expected a file or folder of labelled examples");
        require(validFraction >= 0 && validFraction < 1, "valid-fraction", "at least 0 and below 1", validFraction);
        require(testFraction >= 0 && testFraction < 1, "test-fraction", "at least 0 and below 1", testFraction);
        require(test.isEmpty() || testFraction == 0, "test-fraction", "0 with --test", testFraction);
        require(testLast >= 0, "test-last", "0 or more", testLast);
        require(
                testLast == 0 || test.isEmpty() && testFraction == 0,
                "test-last",
                "0 with --test and --test-fraction",
                testLast);
    }

    /** The settings that say how files are read, but not which. */
    public Map<String, String> determining() {
        var settings = new LinkedHashMap<>(Settings.toMap(this));
        settings.keySet().removeAll(List.of("train", "valid", "test"));
        if (!valid.isEmpty()) {
            settings.remove("valid-fraction");
        }
        return settings;
    }

    /** Examples of any kind, in three parts. */
    public ExampleParts<?> parts(int folds, Turn turn) {
        if (folds > 0) {
            Unused.refuse(this, "not for --folds, which scores on parts of --train", "test", "test-fraction");
        }
        if (train.startsWith("generated:")) {
            return generated(folds, turn.seed());
        }
        refuseUnused();
        return isSeries(train)
                ? split(numbers(), this::series, folds, turn)
                : split(new ExampleKind.Texts(), this::texts, folds, turn);
    }

    private ExampleKind.Numbers numbers() {
        return new ExampleKind.Numbers(Pictures.named(train) ? ExampleKind.Scale.ALIKE : ExampleKind.Scale.OWN);
    }

    private ExampleParts<Document> generated(int folds, long seed) {
        Unused.refuse(this, "not for generated texts", READING);
        if (folds > 0) {
            throw new UsageException("--folds: not for generated texts; leave it out");
        }
        var text = generatedText();
        var all = text.documents(Part.TRAIN, seed);
        var parts = new Parts<>(
                all,
                all.with(text.documents(Part.VALID, seed).examples()),
                all.with(text.documents(Part.TEST, seed).examples()));
        return new ExampleParts<>(new ExampleKind.Texts(), parts);
    }

    private GeneratedText generatedText() {
        try {
            return GeneratedText.of(train);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--train: " + e.getMessage());
        }
    }

    private void refuseUnused() {
        if (isSeries(train)) {
            Unused.refuse(this, "not for series of numbers", "text-column", "label-column", "label-separator", "files");
        } else if (Files.isDirectory(Path.of(train))) {
            Unused.refuse(
                    this, "not for a folder of texts", "text-column", "label-column", "label-separator", "no-header");
        } else {
            Unused.refuse(this, "not for a table; it chooses files of a folder", "files");
        }
        if (Pictures.named(train)) {
            Unused.refuse(this, "not for pictures, whose labels are in a file beside them", "series", "no-header");
        } else {
            Unused.refuse(this, "not for data without pictures", "picture");
        }
        if (isFileOfSeries(train)) {
            Unused.refuse(this, "not for a .ts file, which says where labels stand", "series", "no-header");
        }
    }

    private <E extends Item<E>> ExampleParts<E> split(
            ExampleKind<E> kind, Function<String, Labelled<E>> reader, int folds, Turn turn) {
        var all = reader.apply(train);
        var learned = dropDuplicates ? Distinct.examples(Distinct.contents(all)) : all;
        var none = all.with(List.<E>of());
        var tested = test.isEmpty() ? none : reader.apply(test);
        require(testLast == 0 || folds == 0, "test-last", "0 with --folds", testLast);
        if (testLast > 0) {
            int cut = all.examples().size() - testLast;
            require(cut > 1, "test-last", "fewer than the examples of " + all.name(), testLast);
            tested = all.with(all.examples().subList(cut, all.examples().size()));
            var rest = all.with(all.examples().subList(0, cut));
            learned = dropDuplicates ? Distinct.examples(Distinct.contents(rest)) : rest;
        }
        if (testFraction > 0 || folds > 0) {
            var split = folds > 0
                    ? Split.folds(learned, folds, turn.seed()).get(turn.fold())
                    : Split.holdOut(learned, testFraction, turn.seed());
            learned = split.train();
            tested = split.held();
        }
        return new ExampleParts<>(kind, Parts.of(learned, tested, valid, reader, validFraction, turn.seed()));
    }

    public boolean isSeries(String place) {
        return series != SeriesLabel.NO || isFileOfSeries(place) || Pictures.named(place);
    }

    private static boolean isFileOfSeries(String place) {
        return place.matches(".*\\.ts(\\.gz)?");
    }

    public Labelled<Document> texts(String place) {
        if (Files.isDirectory(Path.of(place))) {
            return ClassFolder.of(files).withEncoding(input.charset()).read(Path.of(place));
        }
        var table = Table.of(
                labelColumn,
                Arrays.stream(textColumn.split(",")).map(String::strip).toArray(String[]::new));
        var headed = noHeader ? table.withoutHeader() : table;
        return (labelSeparator.isEmpty() ? headed : headed.splitting(labelSeparator)).read(input.read(place));
    }

    public Labelled<Series> series(String place) {
        if (Pictures.named(place)) {
            return picture.read(Path.of(place));
        }
        var file = input.read(place);
        return switch (series) {
            case NO -> SktimeFile.read(file);
            case FIRST -> table(SeriesTable.Label.FIRST).read(file);
            case LAST -> table(SeriesTable.Label.LAST).read(file);
        };
    }

    /** Series, or pictures, of which nobody needs to know the labels. */
    public Labelled<Series> unlabelled(String place) {
        if (Pictures.named(place)) {
            return picture.unlabelled(Path.of(place));
        }
        var file = input.read(place);
        return isFileOfSeries(place)
                ? SktimeFile.read(file)
                : SeriesTable.of(SeriesTable.Label.NONE).read(file);
    }

    private SeriesTable table(SeriesTable.Label label) {
        var table = SeriesTable.of(label);
        return noHeader ? table : table.withHeader();
    }
}
