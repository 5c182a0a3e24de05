package carousel.cli.translate.answer;

import static carousel.store.Settings.require;
import static carousel.store.Settings.requirePresets;

import carousel.cli.shell.Console;
import carousel.cli.shell.Input;
import carousel.cli.shell.Sampling;
import carousel.cli.shell.UsageException;
import carousel.decode.Request;
import carousel.decode.Rollout;
import carousel.decode.Search;
import carousel.model.translate.Translator;
import carousel.model.wording.WritingLevel;
import carousel.store.Setting;
import carousel.store.Settings;
import java.util.Set;

/** How a translator answers lines. Immutable. */
public record Answering(
        Decoding decoding,

        @Setting("draw translations, symbol by symbol, instead of seeking the best")
        boolean sample,

        Sampling sampling,

        @Setting(
                value = "translations of each line, the best first or as they are drawn, with TABs between",
                preset = "1")
        int nBest,

        @Setting("behind each translation a TAB and its log-probability")
        boolean scores,

        @Setting("behind each translation a TAB and where it looked: pairs of source and target words, counted from 0;"
                + " with --json all weights")
        boolean alignments,

        @Setting(
                value = "sentences longer than any learned from: read, cut (at that length) or refuse",
                preset = "read")
        TooLong tooLong,

        Constraints constraints) {

    public Answering {
        require(nBest > 0, "n-best", "1 or more", nBest);
        if (sample) {
            requirePresets(decoding.beaming(), Set.of(), "--sample, which seeks nothing");
        } else {
            requirePresets(sampling, Set.of(), "translations that are sought, without --sample");
        }
        require(
                sample || nBest <= decoding.beaming().beam(),
                "n-best",
                "no more than --beam " + decoding.beaming().beam(),
                nBest);
        require(
                !constraints.rearranged() || tooLong != TooLong.CUT,
                "rearranged: not together with --too-long cut, of which nothing is left to put in order");
    }

    /** How translations are found. */
    Search search(Translator translator) {
        return sample
                ? new Rollout(sampling.choice(), translator.model().end()).withTexts(nBest)
                : decoding.beaming().of(translator).withBest(nBest);
    }

    private Answering seeded(Console console) {
        return sample ? Settings.with(this, "seed", sampling.seeded(console).seed()) : this;
    }

    /** What answers the lines of a place, from the first on. */
    public Answers of(Translator translator, String place, Input input, Console console) {
        if (alignments && !translator.looks()) {
            throw new UsageException("--alignments: the model does not look at its source; expected one trained with"
                    + " --coupling attention");
        }
        if (constraints.rearranged() && translator.wordings().target().level() == WritingLevel.SUBWORD) {
            throw new UsageException("--rearranged: the model writes pieces of words; expected one trained with"
                    + " --target-level word or char");
        }
        decoding.beaming().check(translator);
        int longest = decoding.longest(translator);
        var allowed = constraints.of(translator.wordings().target(), longest, input);
        return new Answers(seeded(console), translator, new Request(longest, allowed), place, console);
    }
}
