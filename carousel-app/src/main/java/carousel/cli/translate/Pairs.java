package carousel.cli.translate;

import static carousel.store.Settings.require;

import carousel.cli.run.Choice;
import carousel.data.labelled.Distinct;
import carousel.data.labelled.Split;
import carousel.store.Setting;
import carousel.store.Settings;
import java.util.List;
import java.util.Map;

/** Where pairs of sentences come from. Immutable. */
public record Pairs(
        @Setting("pairs to learn from: in each line a sentence, a TAB, and what it is to become")
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

        PairForm form) {

    public Pairs {
        for (var files : List.of(
                new PairFiles("train", train, trainSource, trainTarget),
                new PairFiles("valid", valid, validSource, validTarget),
                new PairFiles("test", test, testSource, testTarget))) {
            files.check();
        }
        require(
                !train.isEmpty() || !trainSource.isEmpty(),
                "train: missing; expected a file of pairs, or --train-source and --train-target");
        require(validFraction >= 0 && validFraction < 1, "valid-fraction", "at least 0 and below 1", validFraction);
    }

    private PairFiles trainFiles() {
        return new PairFiles("train", train, trainSource, trainTarget);
    }

    private PairFiles validFiles() {
        return new PairFiles("valid", valid, validSource, validTarget);
    }

    private PairFiles testFiles() {
        return new PairFiles("test", test, testSource, testTarget);
    }

    /** Pairs in three parts, of which the last two may be empty. */
    record Parts(Corpus train, Corpus valid, Corpus test) {

        Choice choice() {
            return new Choice(valid.size());
        }
    }

    Parts parts(long seed) {
        var train = learned();
        var none = train.part(train.pairs().with(List.of()));
        var tested = testFiles().given() ? form.read(testFiles()) : none;
        if (validFiles().given()) {
            return new Parts(train, form.read(validFiles()), tested);
        }
        if (validFraction == 0) {
            return new Parts(train, none, tested);
        }
        var split = Split.holdOut(train.pairs(), validFraction, seed);
        return new Parts(new Corpus(split.train(), train.files()), train.part(split.held()), tested);
    }

    /** What becomes itself is read once, or what is held out would have been learned. */
    private Corpus learned() {
        var train = form.read(trainFiles());
        return form.autoencode()
                ? new Corpus(Distinct.examples(Distinct.contents(train.pairs())), train.files())
                : train;
    }

    /** The settings that say how files are read, but not which. */
    Map<String, String> determining() {
        var settings = Settings.toMap(form);
        if (!validFiles().given()) {
            settings.put("valid-fraction", Settings.toMap(this).get("valid-fraction"));
        }
        return settings;
    }
}
