package carousel.model.input;

import static carousel.store.Settings.require;

import carousel.layer.Chain;
import carousel.layer.Conv1d;
import carousel.layer.Dropout;
import carousel.layer.Embedding;
import carousel.layer.Init;
import carousel.layer.Nonlinearity;
import carousel.layer.Pool;
import carousel.model.StepInput;
import carousel.recurrent.Bidirectional;
import carousel.recurrent.cell.Lstm;
import carousel.store.Setting;
import carousel.text.Case;

/** How texts become vectors, as settings. Immutable. */
public record TextShape(
        @Setting(
                value = "what the steps of a text are: word, char, or both (words and their characters)",
                preset = "word")
        Units units,

        @Setting(value = "size of the symbols' vectors; 0: a one among zeros", preset = "100")
        int embedding,

        @Setting("read words with capital letters as if they had none; characters stay as they are with --units both")
        boolean lowerCase,

        @Setting(value = "symbols that stand less often in the training data are unknown", preset = "1")
        int minCount,

        @Setting(value = "how often a word that stands there once is unknown while learning", preset = "0.5")
        float unknownRate,

        @Setting(value = "size of the characters' vectors, with --units both", preset = "30")
        int charEmbedding,

        @Setting(
                value = "units that read the characters of a word, in each direction; or filters of a cnn",
                preset = "50")
        int charHidden,

        @Setting(value = "what reads the characters of a word: lstm in both directions, or cnn", preset = "lstm")
        Speller charReader) {

    /** What reads the characters of a word. */
    public enum Speller {
        /** Two {@link Lstm}s, one from each end. */
        LSTM,
        /** A convolution of width 3, and the largest of each filter. */
        CNN
    }

    private static final int WIDTH = 3;

    public TextShape {
        require(embedding >= 0, "embedding", "0 or more", embedding);
        require(minCount > 0, "min-count", "1 or more", minCount);
        require(unknownRate >= 0 && unknownRate <= 1, "unknown-rate", "between 0 and 1", unknownRate);
        require(charEmbedding > 0, "char-embedding", "1 or more", charEmbedding);
        require(charHidden > 0, "char-hidden", "1 or more", charHidden);
    }

    Case letters() {
        return lowerCase ? Case.LOWER : Case.KEEP;
    }

    /** Fresh weights for the symbols of a coder: small ones, so that words that stand there once are hardly told apart. */
    LabelInput input(int symbols, int characters, Dropout dropout, Init init) {
        StepInput steps = embedding == 0
                ? new StepInput.OneHot(symbols)
                : new StepInput.Embedded(Embedding.shared(symbols, embedding, init));
        return new LabelInput(steps, units == Units.BOTH ? spelling(characters, init) : new Spelling.None(), dropout);
    }

    private Spelling spelling(int characters, Init init) {
        var embed = Embedding.shared(characters, charEmbedding, init);
        return switch (charReader) {
            case LSTM -> {
                var forward = Lstm.of(charEmbedding, charHidden, init);
                var both = Bidirectional.of(forward, Lstm.of(charEmbedding, charHidden, init));
                yield new Spelling.Characters(embed, both, new Pool.Last(), both.width());
            }
            case CNN -> {
                var filters = Conv1d.of(charEmbedding, charHidden, WIDTH, Conv1d.Reach.CENTRED, init);
                var layer = Chain.of(filters, Nonlinearity.RELU);
                yield new Spelling.Characters(embed, layer, new Pool.Max(), charHidden);
            }
        };
    }
}
