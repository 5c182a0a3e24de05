package carousel.model.translate;

import carousel.decode.Attentive;
import carousel.fuse.Plan;
import carousel.layer.Init;
import carousel.model.decoder.Likeness;
import carousel.model.wording.Wordings;
import carousel.tensor.Smoothing;
import carousel.tensor.Tensor;
import java.util.List;

/**
 * From one sequence to another of any length. One symbol of the target vocabulary stands before the first and behind the last
 * of a translation; a source may be empty. A record that {@link carousel.tensor.Tree} can walk. Immutable, safe for many threads.
 */
public sealed interface TranslationModel permits Seq2Seq, Transformer {

    /** The models by name. */
    enum Kind {
        /** {@link Seq2Seq}. */
        RNN,
        /** {@link Transformer}. */
        TRANSFORMER
    }

    /** A model with fresh weights for so many symbols of the target, which those of the source may be like. */
    static TranslationModel of(TranslationSettings settings, Wordings wordings, Init init) {
        var source = wordings.source().vocabulary();
        var target = wordings.target().vocabulary();
        return of(settings, target.size(), target.end(), Likeness.of(source, target), init);
    }

    /** The same of symbols that have no names. */
    static TranslationModel of(TranslationSettings settings, int targetSymbols, int end, Likeness likeness, Init init) {
        return switch (settings.model()) {
            case RNN -> Seq2Seq.of(settings.rnn(), targetSymbols, end, likeness, init);
            case TRANSFORMER -> Transformer.of(settings, likeness.symbols().length, targetSymbols, end, init);
        };
    }

    /** Whether it looks at its source while it writes. */
    boolean looks();

    /** Whether it says symbols of its source again. */
    boolean copies();

    /** The most symbols of a source that are told apart by their places; of a longer one the others have no place. */
    int places();

    /** The symbol before and behind a translation. */
    int end();

    /** The mean loss over the symbols of some translations, which are read as they are: teacher forcing. */
    Tensor loss(Parallel batch, Smoothing smoothing);

    /** The log-probability of each translation, in the caller's order. */
    double[] score(Parallel batch);

    /** What can be written of some sources, symbol by symbol. */
    Attentive<?> read(List<int[]> sources);

    /** How a step of each recurrent layer runs, if there are any. */
    List<Plan> plans();
}
