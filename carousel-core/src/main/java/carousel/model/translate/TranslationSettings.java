package carousel.model.translate;

import static carousel.store.Settings.requirePresets;

import carousel.model.translate.TranslationModel.Kind;
import carousel.store.Setting;
import carousel.store.Settings;
import java.util.Map;
import java.util.Set;

/**
 * The shape of a model that translates. A Transformer has the sizes of {@link Seq2Seq.Settings} ({@code hidden}, {@code layers},
 * {@code decoder-layers}, {@code dropout}, {@code tied}), and none of its other settings. Immutable.
 */
public record TranslationSettings(
        @Setting(value = "what translates: recurrent layers (rnn) or, to compare with, a transformer", preset = "rnn")
        Kind model,

        Seq2Seq.Settings rnn,
        Transformer.Settings transformer) {

    private static final Set<String> SHARED = Set.of("hidden", "layers", "decoder-layers", "dropout", "tied");

    public TranslationSettings {
        switch (model) {
            case RNN -> requirePresets(transformer, Set.of(), "--model rnn");
            case TRANSFORMER -> {
                requirePresets(rnn, SHARED, "--model transformer");
                transformer.requireHeads(rnn.encoder().rnn().hidden());
            }
        }
    }

    /** The presets. */
    public static TranslationSettings presets() {
        return Settings.read(TranslationSettings.class, Map.of());
    }

    /** The same with one setting changed: {@code presets().with("hidden", 128)}. */
    public TranslationSettings with(String key, Object value) {
        return Settings.with(this, key, value);
    }

    /** Which tables are one. */
    public Seq2Seq.Tying tied() {
        return rnn.tied();
    }
}
