package carousel.model;

import static carousel.store.Settings.require;
import static carousel.store.Settings.requirePresets;

import carousel.data.Streams.Window;
import carousel.decode.Autoregressive;
import carousel.fuse.Plan;
import carousel.layer.Dense;
import carousel.layer.Dropout;
import carousel.layer.Embedding;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.layer.transformer.CausalStack;
import carousel.loss.CrossEntropy;
import carousel.model.translate.Transformer;
import carousel.recurrent.Attending;
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
import java.util.Set;

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
 * <p>A decoder-only Transformer, to compare with, is the same model with other layers that read forwards ({@link Attending}):
 * what it carries from window to window are the keys and values that can still be seen, without their gradient, as recurrent
 * layers carry their state. So it sees as much when it learns as when it scores and writes.
 *
 * @param embed symbols to vectors
 * @param input dropout on the vectors
 * @param rnn the recurrent layers, or those of a Transformer
 * @param output dropout on their outputs
 * @param head outputs to scores of the next symbol
 */
public record LanguageModel(Embedding embed, Dropout input, Causal rnn, Dropout output, Dense head)
        implements Autoregressive<Causal.State> {
    private static final int CONTEXT = 64;

    /** The layers by name. */
    public enum Kind {
        /** Recurrent layers. */
        RNN,
        /** {@link Attending}. */
        TRANSFORMER
    }

    /**
     * The shape of a language model. A Transformer has the sizes of {@link Layers} ({@code hidden}, {@code layers}, {@code
     * dropout}) and none of its other settings. Immutable.
     */
    public record Settings(
            @Setting(
                    value = "what reads the text: recurrent layers (rnn) or, to compare with, a transformer",
                    preset = "rnn")
            Kind model,

            Layers rnn,

            @Setting(value = "size of the symbols' vectors; 0: as hidden", preset = "0")
            int embedding,

            @Setting("share the embedding's table with the output layer")
            boolean tied,

            Transformer.Settings transformer,

            @Setting(value = "symbols that each layer of a transformer sees: the last ones", preset = "" + CONTEXT)
            int context) {

        private static final Set<String> SHARED = Set.of("hidden", "layers", "dropout");

        public Settings {
            require(context > 1, "context", "2 or more", context);
            switch (model) {
                case RNN -> {
                    requirePresets(transformer, Set.of(), "--model rnn");
                    require(context == CONTEXT, "context: not for --model rnn; leave it out");
                }
                case TRANSFORMER -> {
                    requirePresets(rnn, SHARED, "--model transformer");
                    require(embedding == 0, "embedding: not for --model transformer, where it is hidden; leave it out");
                    transformer.requireHeads(rnn.hidden());
                }
            }
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

        private Causal layers(Init init) {
            return switch (model) {
                case RNN -> rnn.causal(features(), init);
                case TRANSFORMER -> {
                    var shape = transformer.shape(rnn.hidden(), rnn.dropout());
                    yield new Attending(CausalStack.of(rnn.layers(), context, shape, "layer", init));
                }
            };
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
        var rnn = settings.layers(init);
        return new LanguageModel(
                embed,
                layers.dropout("input"),
                rnn,
                settings.model() == Kind.RNN
                        ? layers.dropout("output")
                        : Dropout.of(0, "output"), // a layer has its own
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
