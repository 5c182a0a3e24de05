package carousel.cli.translate.answer;

import static carousel.store.Settings.require;

import carousel.decode.Beam;
import carousel.model.translate.Translator;
import carousel.store.Setting;

/** How translations are sought. Immutable. */
public record Beaming(
        @Setting(value = "hypotheses that are kept while a translation is sought; 1: greedy", preset = "5")
        int beam,

        @Setting(value = "exponent by which longer translations are favoured; 0: not at all", preset = "0.6")
        double lengthPenalty) {

    public Beaming {
        require(beam > 0, "beam", "1 or more", beam);
        require(lengthPenalty >= 0 && Double.isFinite(lengthPenalty), "length-penalty", "0 or more", lengthPenalty);
    }

    /** The search of a translator. */
    public Beam of(Translator translator) {
        return translator.beam(beam).withLengthPenalty(lengthPenalty);
    }
}
