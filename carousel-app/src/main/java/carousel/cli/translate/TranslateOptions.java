package carousel.cli.translate;

import static carousel.store.Settings.require;

import carousel.cli.run.LmOptions;
import carousel.cli.run.RunTarget;
import carousel.cli.shell.Threads;
import carousel.cli.translate.answer.Beaming;
import carousel.cli.translate.pairs.Pairs;
import carousel.model.decoder.CouplingKind;
import carousel.model.translate.Looking;
import carousel.model.translate.Teaching;
import carousel.model.translate.TranslationModel;
import carousel.model.translate.TranslationSettings;
import carousel.model.wording.Writing;
import carousel.store.Settings;
import carousel.train.Fit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The options of {@code train translate}. Immutable.
 *
 * @param pairs what to learn from
 * @param target where to write, and whether to go on
 * @param teaching batches, and what is asked of the model
 * @param choosing by what the best model is chosen
 * @param writing texts to symbols
 * @param model the model's shape
 * @param beaming how the finished model is scored
 * @param fit how to train
 * @param threads how many
 */
public record TranslateOptions(
        Pairs pairs,
        RunTarget target,
        Teaching teaching,
        Choosing choosing,
        Writing writing,
        TranslationSettings model,
        Beaming beaming,
        Fit fit,
        Threads threads) {

    public TranslateOptions {
        var coupling = model.rnn().coupling();
        require(
                !pairs.form().autoencode() || coupling == CouplingKind.INITIAL || coupling == CouplingKind.CONTEXT,
                "coupling",
                "initial or context with --autoencode: of a text nothing but the encoder's last state is to be known",
                coupling.name().toLowerCase(Locale.ROOT));
        require(
                beaming.coveragePenalty() == 0
                        || coupling == CouplingKind.ATTENTION
                        || model.model() == TranslationModel.Kind.TRANSFORMER,
                "coverage-penalty",
                "0 without --coupling attention",
                beaming.coveragePenalty());
    }

    /** What to say of options that stand on the command line, and of which the decoder that is asked for knows nothing. */
    public List<String> remarks(Set<String> given) {
        var coupling = model.rnn().coupling();
        var idle = Settings.of(Looking.class).stream()
                .map(Settings.Entry::key)
                .filter(given::contains)
                .filter(key -> coupling != (key.equals("places") ? CouplingKind.CONCATENATED : CouplingKind.ATTENTION))
                .map(key -> "--" + key)
                .toList();
        return idle.isEmpty()
                ? List.of()
                : List.of(String.join(", ", idle) + ": without effect, because --coupling is "
                        + coupling.name().toLowerCase(Locale.ROOT));
    }

    /** Every setting that determines the weights. */
    Map<String, String> determining() {
        var settings = new LinkedHashMap<>(pairs.determining());
        settings.putAll(Settings.toMap(teaching));
        settings.putAll(Settings.toMap(choosing));
        settings.putAll(Settings.toMap(writing));
        settings.putAll(Settings.toMap(model));
        settings.putAll(Settings.toMap(fit));
        settings.keySet().removeAll(LmOptions.INCIDENTAL);
        return settings;
    }

    /** The same with the length of the schedule written down. */
    TranslateOptions scheduled(int perEpoch) {
        return new TranslateOptions(
                pairs, target, teaching, choosing, writing, model, beaming, fit.scheduled(perEpoch), threads);
    }
}
