package carousel.cli.translate.answer;

import static carousel.store.Settings.require;

import carousel.cli.shell.UsageException;
import carousel.decode.Beam;
import carousel.model.translate.Translator;
import carousel.store.Setting;
import java.util.Arrays;

/** How translations are sought. Immutable. */
public record Beaming(
        @Setting(value = "hypotheses that are kept while a translation is sought; 1: greedy", preset = "5")
        int beam,

        @Setting(value = "exponent by which longer translations are favoured; 0: not at all", preset = "0.6")
        double lengthPenalty,

        @Setting(value = "how much it counts that all of the source has been looked at; 0: not at all", preset = "0")
        double coveragePenalty) {

    public Beaming {
        require(beam > 0, "beam", "1 or more", beam);
        require(lengthPenalty >= 0 && Double.isFinite(lengthPenalty), "length-penalty", "0 or more", lengthPenalty);
        require(
                coveragePenalty >= 0 && Double.isFinite(coveragePenalty),
                "coverage-penalty",
                "0 or more",
                coveragePenalty);
    }

    /** The search of a translator. */
    public Beam of(Translator translator) {
        return translator.beam(beam).withLengthPenalty(lengthPenalty).withCoveragePenalty(coveragePenalty);
    }

    /** Complains where nothing is looked at, so that nothing can be covered. */
    public void check(Translator... translators) {
        if (coveragePenalty > 0 && Arrays.stream(translators).noneMatch(Translator::looks)) {
            throw new UsageException("--coverage-penalty: the model does not look at its source; expected one trained"
                    + " with --coupling attention");
        }
    }
}
