package carousel.model.label;

import static carousel.store.Settings.require;

import carousel.data.Ids;
import carousel.data.TagOrder;
import carousel.fuse.Plan;
import carousel.layer.Chain;
import carousel.layer.Conv1d;
import carousel.layer.Dense;
import carousel.layer.Dropout;
import carousel.layer.Init;
import carousel.layer.Nonlinearity;
import carousel.layer.Pooling;
import carousel.layer.Sequence;
import carousel.layer.SequenceLayer;
import carousel.loss.LinearChain;
import carousel.model.Encoder;
import carousel.model.input.Inputs;
import carousel.model.input.LabelInput;
import carousel.model.input.TextCoder;
import carousel.model.input.TextShape;
import carousel.store.Setting;
import carousel.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Says one thing of each step of a sequence, and perhaps one of the whole.
 *
 * <pre>
 * h(t)   = layers(vectors of the words)
 * e(t)   = head(dropout(h(t)))                       the score of each tag
 * tags   = argmax e(t), or the best path of a linear chain over e
 * intent = argmax head'(dropout(pool(h)))
 * </pre>
 *
 * <p>The loss is that of the tags, per step, and that of the intents, per sentence. Immutable, safe for many threads.
 *
 * @param input words to vectors
 * @param rnn the layers that read them
 * @param output dropout on what they say
 * @param head the score of each tag
 * @param tagging how tags are chosen by their scores
 * @param intent what is said of the whole sentence
 */
public record Tagger(LabelInput input, SequenceLayer rnn, Dropout output, Dense head, Tagging tagging, Intent intent) {

    /** The shape of a tagger. Immutable. */
    public record Settings(
            Encoder encoder,
            TextShape text,

            @Setting("choose all tags of a sentence together (linear-chain CRF) instead of each by itself")
            boolean crf,

            @Setting(value = "how the outputs of all steps become one vector, for the intent", preset = "max")
            Pooling pool,

            @Setting(value = "dropout on the vectors of the words", preset = "0")
            float dropoutInput) {

        public Settings {
            require(dropoutInput >= 0 && dropoutInput < 1, "dropout-input", "at least 0 and below 1", dropoutInput);
        }

        /** The presets. */
        public static Settings presets() {
            return carousel.store.Settings.read(Settings.class, Map.of());
        }

        /** The same with one setting changed: {@code presets().with("hidden", 64)}. */
        public Settings with(String key, Object value) {
            return carousel.store.Settings.with(this, key, value);
        }
    }

    /** A tagger with fresh weights. */
    public static Tagger of(Settings settings, TextCoder coder, TagKey key, Init init) {
        return of(settings, coder, key.order(), key.intents().size(), init);
    }

    /** The same for tags that keep an order; without intents nothing is said of the whole sentence. */
    static Tagger of(Settings settings, TextCoder coder, TagOrder order, int intents, Init init) {
        var encoder = settings.encoder();
        var input = coder.input(settings.text(), Dropout.of(settings.dropoutInput(), "input"), init);
        var rnn = encoder.layers(input.features(), init);
        var head = Dense.of(encoder.width(), order.tags(), init);
        var tagging = settings.crf()
                ? new Tagging.Chained(LinearChain.of(order.tags(), init).within(order))
                : new Tagging.Single();
        return new Tagger(input, rnn, encoder.rnn().dropout("output"), head, tagging, intent(settings, intents, init));
    }

    private static Intent intent(Settings settings, int intents, Init init) {
        if (intents == 0) {
            return new Intent.None();
        }
        int width = settings.encoder().width();
        var pool = settings.pool().of(width, init);
        var dropout = settings.encoder().rnn().dropout("intent");
        return new Intent.Classes(pool, dropout, Dense.of(width, intents, init));
    }

    /**
     * What a recurrent one is compared with: each word by itself, by the vectors of the words around it and one hidden layer
     * (Collobert et al. 2011). It says nothing of whole sentences.
     *
     * @param settings of which the text, the hidden layer and the window count; the word is in the middle of its window
     */
    public static Tagger ofWindow(Settings settings, TextCoder coder, TagKey key, Init init) {
        var input = coder.input(settings.text(), Dropout.of(0, "input"), init);
        var encoder = settings.encoder();
        int hidden = encoder.width();
        var window = Conv1d.of(input.features(), hidden, encoder.window(), Conv1d.Reach.CENTRED, init);
        return new Tagger(
                input,
                Chain.of(window, Nonlinearity.TANH),
                Dropout.of(0, "output"),
                Dense.of(hidden, key.tags().size(), init),
                new Tagging.Single(),
                new Intent.None());
    }

    /** What is said of some sentences. */
    public record Scores(Sequence emissions, Tensor intents) {}

    /** The scores of the tags of each step, [N,K], and of the intents of each sentence in packed order, [B,C]. */
    public Scores scores(Inputs inputs) {
        var outputs = rnn.apply(input.read(inputs));
        return new Scores(emissions(outputs), intent.logits(outputs));
    }

    /**
     * The loss of some sentences.
     *
     * @param tags of their words
     * @param intents one for each sentence in packed order, or none
     */
    public Tensor loss(Inputs inputs, Ids tags, int... intents) {
        var outputs = rnn.apply(input.read(inputs));
        return intent.beside(tagging.loss(emissions(outputs), tags), outputs, intents);
    }

    private Sequence emissions(Sequence outputs) {
        return output.apply(outputs).map(head::apply);
    }

    /** How a step of each recurrent layer runs. */
    public List<Plan> plans() {
        return Encoder.plans(rnn, input.features());
    }
}
