package carousel.cli.translate.pairs;

import static carousel.store.Settings.require;

import carousel.cli.run.Choice;
import carousel.cli.shell.Unused;
import carousel.data.generated.GeneratedPairs;
import carousel.data.labelled.Distinct;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.SentencePair;
import carousel.data.labelled.Split;
import carousel.store.Setting;
import carousel.store.Settings;
import java.util.List;
import java.util.Map;

/** Where pairs of sentences come from. Immutable. */
public record Pairs(
        @Setting(
                "pairs to learn from: in each line a sentence, a TAB, and what it is to become; or generated:reverse, copy,"
                        + " sort, summary, dialogue or inflection, which come with all parts")
        String train,

        @Setting("instead of --train: sentences to learn from, one in a line")
        String trainSource,

        @Setting("and what they are to become, line by line")
        String trainTarget,

        @Setting("pairs to validate on; without them a part of --train is held out")
        String valid,

        @Setting("instead of --valid: sentences to validate on")
        String validSource,

        @Setting("and what they are to become") String validTarget,

        @Setting("pairs to score the finished model on") String test,

        @Setting("instead of --test: sentences to score the finished model on")
        String testSource,

        @Setting("and what they are to become") String testTarget,

        @Setting(
                value = "part of --train that is held out for validation; 0: none, and the last model is kept",
                preset = "0.1")
        double validFraction,

        @Setting(value = "part of --train that is held out to score the finished model on", preset = "0")
        double testFraction,

        @Setting(value = "so many last pairs of --train that are held out to score the finished model on", preset = "0")
        int testLast,

        @Setting("leave out pairs of --train that stand there before, before anything is held out")
        boolean dropDuplicates,

        PairForm form) {

    private static final String[] READING = {
        "autoencode",
        "references",
        "valid",
        "valid-source",
        "valid-target",
        "test",
        "test-source",
        "test-target",
        "valid-fraction",
        "test-fraction",
        "test-last",
        "drop-duplicates",
        "separator",
        "source-column",
        "target-column",
        "source-prefix",
        "target-drop"
    };

    /** What is said of lines that have both sides. */
    private static final String[] SIDES = {"separator", "source-column", "target-column", "source-prefix"};

    public Pairs {
        var tests = new PairFiles("test", test, testSource, testTarget);
        for (var files : List.of(
                new PairFiles("train", train, trainSource, trainTarget),
                new PairFiles("valid", valid, validSource, validTarget),
                tests)) {
            files.check();
        }
        require(
                !train.isEmpty() || !trainSource.isEmpty(),
                "train: missing; expected a file of pairs, or --train-source and --train-target");
        require(validFraction >= 0 && validFraction < 1, "valid-fraction", "at least 0 and below 1", validFraction);
        require(testFraction >= 0 && testFraction < 1, "test-fraction", "at least 0 and below 1", testFraction);
        require(testLast >= 0, "test-last", "0 or more", testLast);
        require(!tests.given() || testFraction == 0, "test-fraction", "0 with --test", testFraction);
        require(
                testLast == 0 || !tests.given() && testFraction == 0,
                "test-last",
                "0 with --test and --test-fraction",
                testLast);
    }

    private PairFiles testFiles() {
        return new PairFiles("test", test, testSource, testTarget);
    }

    private PairFiles trainFiles() {
        return new PairFiles("train", train, trainSource, trainTarget);
    }

    private PairFiles validFiles() {
        return new PairFiles("valid", valid, validSource, validTarget);
    }

    /** Pairs in four parts, of which all but the first may be empty; the last are longer than the others. */
    public record Parts(Corpus train, Corpus valid, Corpus test, Corpus longer) {

        public Choice choice() {
            return new Choice(valid.size());
        }
    }

    public Parts parts(long seed) {
        if (GeneratedPairs.named(train)) {
            Unused.refuse(this, "not for generated pairs", READING);
            return Generated.parts(train, seed);
        }
        refuseUnused();
        var read = form.read(trainFiles());
        var all = distinct(read.pairs());
        var none = read.part(all.with(List.of()));
        var tested = split(all, seed);
        var test = testFiles().given() ? form.read(testFiles()) : read.part(tested.held());
        if (validFiles().given()) {
            return new Parts(new Corpus(tested.train(), read.files()), form.read(validFiles()), test, none);
        }
        var split = held(tested.train(), validFraction, seed);
        return new Parts(new Corpus(split.train(), read.files()), read.part(split.held()), test, none);
    }

    private void refuseUnused() {
        if (form.autoencode()) {
            Unused.refuse(this, "not for texts that become themselves", SIDES);
            Unused.refuse(this, "not for texts that become themselves", "target-drop", "references");
        } else if (train.isEmpty() && valid.isEmpty() && test.isEmpty()) {
            Unused.refuse(this, "not for two files, whose lines have one side each", SIDES);
        }
    }

    /** What the finished model is scored on is held back. */
    private Split<SentencePair> split(Labelled<SentencePair> all, long seed) {
        if (testLast == 0) {
            return held(all, testFraction, seed);
        }
        int size = all.examples().size();
        require(testLast < size - 1, "test-last", "fewer than the pairs of " + all.name(), testLast);
        var split = form.references().last(all, testLast);
        require(
                !split.train().examples().isEmpty(),
                "test-last",
                "fewer of " + all.name() + ", where every source is one of the last pairs'",
                testLast);
        return split;
    }

    private Split<SentencePair> held(Labelled<SentencePair> all, double part, long seed) {
        return part == 0
                ? new Split<>(all, all.with(List.of()))
                : form.references().holdOut(all, part, seed);
    }

    /** What becomes itself is read once, or what is held out would have been learned. */
    private Labelled<SentencePair> distinct(Labelled<SentencePair> pairs) {
        if (form.autoencode()) {
            return Distinct.examples(Distinct.contents(pairs));
        }
        return dropDuplicates ? Distinct.examples(pairs) : pairs;
    }

    /** The settings that say how files are read, but not which. */
    public Map<String, String> determining() {
        var settings = Settings.toMap(form);
        var all = Settings.toMap(this);
        for (var key : List.of("test-fraction", "test-last", "drop-duplicates")) {
            settings.put(key, all.get(key));
        }
        if (!validFiles().given()) {
            settings.put("valid-fraction", all.get("valid-fraction"));
        }
        return settings;
    }
}
