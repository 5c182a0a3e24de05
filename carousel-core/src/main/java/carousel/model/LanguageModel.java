package carousel.model;

import static carousel.store.Settings.require;

import carousel.data.Streams.Window;
import carousel.decode.Autoregressive;
import carousel.fuse.Plan;
import carousel.layer.Dense;
import carousel.layer.Dropout;
import carousel.layer.Embedding;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.loss.CrossEntropy;
import carousel.recurrent.Causal;
import carousel.recurrent.Recurrent;
import carousel.recurrent.Stacked;
import carousel.recurrent.cell.TimeDelay;
import carousel.store.Setting;
import carousel.store.Settings;
import carousel.tensor.Outcome;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A recurrent language model (Mikolov et al. 2010; Zaremba, Sutskever, Vinyals 2014): the probability of a sequence is the
 * product of the probabilities of each symbol given all before it.
 *
 * <pre>
 * log p(x) = Σ log softmax(head(h(t)))[x(t)]       h(t) = output of the recurrent layers after x(0) … x(t-1)
 * </pre>
 *
 * <p>The first symbol is predicted from the start state. Immutable, safe for many threads.
 *
 * @param embed symbols to vectors
 * @param input dropout on the vectors
 * @param rnn the recurrent layers
 * @param output dropout on their outputs
 * @param head outputs to scores of the next symbol
 */
public record LanguageModel(Embedding embed, Dropout input, Stacked rnn, Dropout output, Dense head)
        implements Autoregressive<Causal.State> {

    /** The shape of a language model. Immutable. */
    public record Settings(
            Layers rnn,

            @Setting(value = "size of the symbols' vectors; 0: as hidden", preset = "0")
            int embedding,

            @Setting("share the embedding's table with the output layer")
            boolean tied) {

        public Settings {
            require(embedding >= 0, "embedding", "1 or more, or 0 for the same as hidden", embedding);
            require(
                    !tied || embedding == 0 || embedding == rnn.hidden(),
                    "embedding",
                    "the same as hidden (" + rnn.hidden() + ") with tied weights",
                    embedding);
        }

        /** The presets. */
        public static Settings presets() {
            return carousel.store.Settings.read(Settings.class, Map.of());
        }

        /** The same with one setting changed: {@code presets().with("hidden", 128)}. */
        public Settings with(String key, Object value) {
            return carousel.store.Settings.with(this, key, value);
        }

        int features() {
            return embedding == 0 ? rnn.hidden() : embedding;
        }
    }

    /** A model with fresh weights for so many symbols. */
    public static LanguageModel of(Settings settings, int symbols, Init init) {
        var embed = settings.tied()
                ? Embedding.shared(symbols, settings.features(), init)
                : Embedding.of(symbols, settings.features(), init);
        var layers = settings.rnn();
        var rnn = layers.causal(settings.features(), init);
        return new LanguageModel(
                embed,
                layers.dropout("input"),
                rnn,
                layers.dropout("output"),
                settings.tied() ? Dense.tied(embed, init) : Dense.of(layers.hidden(), symbols, init));
    }

    /**
     * What a recurrent one is compared with: the last {@code width} symbols side by side below one hidden layer, and no
     * memory of anything before them (Bengio, Ducharme, Vincent, Jauvin 2003).
     *
     * @param settings of which the sizes of the vectors and of the hidden layer count
     */
    public static LanguageModel ofWindow(Settings settings, int symbols, int width, Init init) {
        int hidden = settings.rnn().hidden();
        return new LanguageModel(
                Embedding.shared(symbols, settings.features(), init),
                Dropout.of(0, "input"),
                Stacked.of(List.of(Recurrent.of(TimeDelay.of(settings.features(), hidden, width, init))), 0),
                Dropout.of(0, "output"),
                Dense.of(hidden, symbols, init));
    }

    /** How a step of each recurrent layer runs. */
    public List<Plan> plans() {
        return rnn.plans(embed.features());
    }

    @Override
    public Causal.State start(int batch) {
        return rnn.start(batch);
    }

    @Override
    public Tensor logits(Causal.State state) {
        return head.apply(rnn.output(state));
    }

    @Override
    public Causal.State advance(int[] symbols, Causal.State state) {
        return rnn.step(embed.apply(symbols), state);
    }

    /** Reads a window from a state: the negative log-probability of each of its targets [N,1], and the state after it. */
    public Outcome<Causal.State> loss(Window window, Causal.State state) {
        var scan = input.rate() == 0
                ? rnn.scan(embed, window.inputs(), state)
                : rnn.scan(input.apply(embed.apply(window.inputs())), state);
        var rows = predictions(output.apply(scan.outputs()), window, state);
        return Outcome.of(CrossEntropy.rows(head, rows, targets(window)).mean(), scan.last());
    }

    /** The negative log-probability of each prediction of a window, its first ones (if any) before the others. */
    Tensor losses(Window window, Causal.State state, Causal.Scan scan) {
        return CrossEntropy.rows(head, predictions(scan.outputs(), window, state), targets(window));
    }

    Causal.Scan scan(Window window, Causal.State state) {
        return rnn.scan(embed, window.inputs(), state);
    }

    /** The outputs that predict something: after the window's last inputs and, in a first window, of the start state. */
    private Tensor predictions(Sequence outputs, Window window, Causal.State state) {
        int rows = outputs.rows().rows();
        var counted = outputs.rows().rows(rows - window.targets().length, rows);
        return window.first().length == 0 ? counted : Tensor.concatRows(rnn.output(state), counted);
    }

    private static int[] targets(Window window) {
        if (window.first().length == 0) {
            return window.targets();
        }
        var targets = Arrays.copyOf(window.first(), window.tokens());
        System.arraycopy(window.targets(), 0, targets, window.first().length, window.targets().length);
        return targets;
    }
}
