package carousel.model.translate;

import static carousel.store.Settings.require;

import carousel.layer.Dense;
import carousel.layer.Init;
import carousel.layer.attention.Attention;
import carousel.layer.attention.Score;
import carousel.layer.attention.ScoreKind;
import carousel.model.decoder.Coupling;
import carousel.model.decoder.Feeding;
import carousel.store.Setting;

/** How a decoder looks at the source, where it does. Immutable. */
public record Looking(
        @Setting(value = "score of attention: additive, covering, dot, general, scaled or scalar", preset = "additive")
        ScoreKind attention,

        @Setting(value = "hidden units of that score; 0: as hidden", preset = "0")
        int attentionUnits,

        @Setting(
                value = "how recurrent layers are told what was seen: none, input (feeding) or before (each step)",
                preset = "none")
        Feeding feeding,

        @Setting(
                value =
                        "attention prefers the step behind the last one; its standard deviation in steps, 0: it does not",
                preset = "0")
        float monotone,

        @Setting(
                value =
                        "coupling concatenated: states of the encoder that are side by side; what is behind them is not told",
                preset = "50")
        int places) {

    public Looking {
        require(attentionUnits >= 0, "attention-units", "1 or more, or 0 for the same as hidden", attentionUnits);
        require(places > 0, "places", "1 or more", places);
        require(monotone >= 0 && Float.isFinite(monotone), "monotone", "a number above 0, or 0", monotone);
    }

    Coupling coupling(Seq2Seq.Settings settings, Init init) {
        int seen = settings.encoder().width();
        return switch (settings.coupling()) {
            case INITIAL -> new Coupling.Initial();
            case CONTEXT -> new Coupling.Context(seen);
            case CONCATENATED ->
                new Coupling.Concatenated(Dense.of(Math.multiplyExact(places, seen), seen, init), places);
            case ATTENTION -> attentive(settings, seen, init);
        };
    }

    private Coupling attentive(Seq2Seq.Settings settings, int seen, Init init) {
        int hidden = settings.encoder().rnn().hidden();
        require(
                attention != ScoreKind.DOT || seen == hidden,
                "attention",
                "another than dot where the encoder's outputs (" + seen + ") and hidden (" + hidden + ") differ",
                attention);
        int shown = settings.tied() == Seq2Seq.Tying.NONE ? hidden : settings.features();
        var score = attention.of(hidden, seen, attentionUnits == 0 ? hidden : attentionUnits, init);
        return new Coupling.Attentive(
                new Attention(monotone == 0 ? score : new Score.Monotone(score, monotone)),
                Dense.of(hidden + seen, shown, init),
                feeding,
                switch (feeding) {
                    case NONE -> 0;
                    case INPUT -> shown;
                    case BEFORE -> seen;
                });
    }
}
