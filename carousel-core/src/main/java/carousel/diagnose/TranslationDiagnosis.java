package carousel.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a translator makes of its sources: how much the loss of a whole translation depends on each step of the source, where
 * the model looks, and whether it ends. Immutable.
 *
 * @param encoder its layers and, as the gradient by lag, the root mean square over the sentences of ‖∂L/∂x(J-k)‖, x(j) the vector
 *     of the source's symbol j of J
 * @param looks how attention is used; none where there is none
 * @param exposure what it makes of its own mistakes
 * @param lengthRatio the symbols of what is written for each that was expected
 * @param cut the share of translations that did not come to their end
 */
public record TranslationDiagnosis(
        Diagnosis encoder, List<Looks> looks, Exposure exposure, double lengthRatio, double cut) {
    private static final double SPREAD = 0.7;
    private static final double MOST = 0.9;
    private static final double FEW = 0.6;
    private static final double TOLERATED = 0.1;
    private static final double OFTEN = 0.02;

    public TranslationDiagnosis {
        looks = List.copyOf(looks);
    }

    /** What to do about it, in plain words. */
    public List<String> advice() {
        var lines = new ArrayList<>(encoder.advice());
        if (looks.isEmpty()) {
            lines.add("it does not look at its source while it writes; long sentences want --coupling attention");
        }
        looks.forEach(look -> advise(look, lines));
        if (exposure.shareGiven() - exposure.shareOwn() > TOLERATED) {
            lines.add(line(
                    "after the right symbols %.0f %% of its own are right, after its own %.0f %%: --own-inputs 0.3 may help,"
                            + " unless there are other ways to say it",
                    100 * exposure.shareGiven(), 100 * exposure.shareOwn()));
        }
        if (Math.abs(lengthRatio - 1) > TOLERATED) {
            lines.add(line(
                    "what it writes is %.2f times as long as expected; a %s --length-penalty makes it %s",
                    lengthRatio, lengthRatio < 1 ? "larger" : "smaller", lengthRatio < 1 ? "longer" : "shorter"));
        }
        if (cut > OFTEN) {
            lines.add(line(
                    "%.0f %% of the translations do not come to an end; train longer, or allow more with --max-length",
                    100 * cut));
        }
        return lines;
    }

    private static void advise(Looks look, List<String> lines) {
        if (look.effective() > SPREAD * look.steps()) {
            lines.add(line(
                    "a look takes in %.1f of %.1f steps: where to look is not learned. More data or epochs, or another"
                            + " --attention or --feeding, may help",
                    look.effective(), look.steps()));
        }
        if (look.covered() < FEW) {
            lines.add(line(
                    "only %.0f %% of the source is looked at: --attention covering minds what was left out",
                    100 * look.covered()));
        }
        if (look.forwards() > MOST) {
            lines.add(line(
                    "it looks further on %.0f %% of the time: --monotone 1 tells it so and saves it from learning that",
                    100 * look.forwards()));
        }
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
