package carousel.model.label;

import static carousel.store.Settings.require;

import carousel.fuse.Plan;
import carousel.layer.Chain;
import carousel.layer.Dense;
import carousel.layer.Dropout;
import carousel.layer.Init;
import carousel.layer.Pool;
import carousel.layer.Pooling;
import carousel.layer.SequenceLayer;
import carousel.model.Encoder;
import carousel.model.input.Coder;
import carousel.model.input.Inputs;
import carousel.model.input.LabelInput;
import carousel.model.input.TextShape;
import carousel.store.Setting;
import carousel.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Says one thing of a whole sequence: its class, several classes, or a number.
 *
 * <pre>
 * h(t)  = layers(vectors of the steps)
 * y     = head(dropout(pool(h)))
 * one class: softmax(y) · several: σ(y) · a number: y, or σ(y) where it has bounds
 * </pre>
 *
 * <p>Immutable, safe for many threads.
 *
 * @param answer what is said
 * @param input steps to vectors
 * @param rnn the layers that read them
 * @param pool makes one vector of what they say
 * @param output dropout on it
 * @param head vector to y
 */
public record Classifier(Answer answer, LabelInput input, SequenceLayer rnn, Pool pool, Dropout output, Dense head) {

    /** The shape of a classifier. Immutable. */
    public record Settings(
            Encoder encoder,
            TextShape text,

            @Setting(
                    value = "how the outputs of all steps become one vector: last, mean, max or attention",
                    preset = "last")
            Pooling pool,

            @Setting(value = "dropout on the vectors of the steps", preset = "0")
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

    /** A classifier with fresh weights. */
    public static Classifier of(Settings settings, Coder coder, AnswerKey key, Init init) {
        var encoder = settings.encoder();
        var input = coder.input(settings.text(), Dropout.of(settings.dropoutInput(), "input"), init);
        var rnn = encoder.layers(input.features(), init);
        var pool = settings.pool().of(encoder.width(), init);
        var head = Dense.of(encoder.width(), key.outputs(), init);
        return new Classifier(key.answer(), input, rnn, pool, encoder.rnn().dropout("output"), head);
    }

    /**
     * What a recurrent one is compared with: the mean of the vectors of the steps, whatever their order (Joulin, Grave,
     * Bojanowski, Mikolov 2016).
     *
     * @param settings of which the text counts
     */
    public static Classifier ofMean(Settings settings, Coder coder, AnswerKey key, Init init) {
        var input = coder.input(settings.text(), Dropout.of(0, "input"), init);
        var head = Dense.of(input.features(), key.outputs(), init);
        return new Classifier(key.answer(), input, Chain.of(), new Pool.Mean(), Dropout.of(0, "output"), head);
    }

    /** What the head says of each sequence, in the caller's order: [B,K]. */
    public Tensor logits(Inputs inputs) {
        var lengths = inputs.lengths();
        var vectors = output.last(pool.of(rnn, input.read(inputs)), lengths);
        var order = new int[lengths.batch()];
        for (int caller = 0; caller < order.length; caller++) {
            order[caller] = lengths.packed(caller);
        }
        return head.apply(vectors.gather(order));
    }

    /** Probabilities of the classes, or the number, of each sequence in the caller's order: [B,K]. */
    public Tensor outputs(Inputs inputs) {
        return answer.outputs(logits(inputs));
    }

    /** The mean loss over the sequences of a batch. */
    public Tensor loss(Inputs inputs, Targets targets) {
        return answer.loss(logits(inputs), targets);
    }

    /** How a step of each recurrent layer runs. */
    public List<Plan> plans() {
        return Encoder.plans(rnn, input.features());
    }
}
