package carousel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.Draw;
import carousel.data.Streams;
import carousel.decode.Generator;
import carousel.decode.Greedy;
import carousel.layer.Init;
import carousel.optim.Adam;
import carousel.optim.Optimizer;
import carousel.store.Provenance;
import carousel.store.Settings;
import carousel.tensor.Oracle;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import carousel.text.Case;
import carousel.text.Tokenizer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransformerLanguageModelTest {
    private static final int SYMBOLS = 5;
    private static final int CONTEXT = 6;

    private static LanguageModel.Settings small(String... changes) {
        var values = new LinkedHashMap<>(Map.of("model", "transformer", "hidden", "6", "heads", "2", "layers", "2"));
        values.put("feed-forward", "5");
        values.put("context", String.valueOf(CONTEXT));
        for (int i = 0; i < changes.length; i += 2) {
            values.put(changes[i], changes[i + 1]);
        }
        return Settings.read(LanguageModel.Settings.class, values);
    }

    static Stream<LanguageModel.Settings> forms() {
        return Stream.of(
                small("activation", "tanh"),
                small("activation", "gelu", "norm", "behind", "tied", "true", "heads", "3", "context", "2"));
    }

    private static LanguageModel model(LanguageModel.Settings settings) {
        return LanguageModel.of(settings, SYMBOLS, Init.seed(4));
    }

    private static int[] tokens(int count) {
        var draw = Draw.of(9);
        return IntStream.generate(() -> draw.below(SYMBOLS)).limit(count).toArray();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void gradientsAreRightInAFirstWindowAndInALaterOne(LanguageModel.Settings settings) {
        var model = model(Settings.with(settings, "dropout", 0.3));
        var streams = Streams.of(tokens(40), 2, 8);
        var first = streams.window(0);
        Oracle.check(new Step(1, 0), () -> model.loss(first, model.start(2)).loss());
        var after = Tree.map(model.loss(first, model.start(2)).kept(), Tensor::detached);
        Oracle.check(new Step(1, 1), () -> model.loss(streams.window(1), after).loss());
    }

    /** As it is written, as it is scored, as windows of any size see it: the same bits. */
    @ParameterizedTest
    @MethodSource("forms")
    void aTextIsScoredWithTheSameBitsHoweverItIsCut(LanguageModel.Settings settings) {
        var model = model(settings);
        var tokens = tokens(700);
        var scores = Scores.of(model, tokens).logProbabilities();
        var state = model.start(1);
        for (int t = 0; t < tokens.length; t++) {
            assertThat(scores[t])
                    .as("symbol %d", t)
                    .isEqualTo(-model.logits(state)
                            .negativeLogLikelihood(tokens[t])
                            .item());
            state = model.advance(new int[] {tokens[t]}, state);
        }
        double sum = 0;
        for (float score : scores) {
            sum -= score;
        }
        for (int steps : new int[] {1, 7, 64}) {
            assertThat(LanguageModelObjective.evaluate(model, Streams.whole(tokens, steps)))
                    .isEqualTo(sum / tokens.length);
        }
    }

    @Test
    void theStateStaysAsLargeAsItIs() {
        var model = model(small());
        var state = model.start(1);
        long elements = Tree.leaves(state).stream().mapToLong(Tensor::size).sum();
        assertThat(elements).isEqualTo(2 * 2 * (CONTEXT - 1) * 6 + 1 + 6);
        for (int t = 0; t < 30; t++) {
            state = model.advance(new int[] {t % SYMBOLS}, state);
            assertThat(Tree.leaves(state).stream().mapToLong(Tensor::size).sum())
                    .isEqualTo(elements);
        }
    }

    /** Mostly the last symbol and twice the one before, modulo five: either alone tells nothing. */
    @Test
    void itLearnsWhatFollowsFromTwoSymbols() {
        var tokens = tokens(3000);
        var draw = Draw.of(3);
        for (int i = 2; i < tokens.length; i++) {
            tokens[i] = draw.below(4) == 0 ? tokens[i] : (tokens[i - 1] + 2 * tokens[i - 2]) % SYMBOLS;
        }
        var model = LanguageModel.of(small("hidden", "16", "layers", "1", "feed-forward", "48"), SYMBOLS, Init.seed(2));
        var streams = Streams.of(tokens, 8, 16);
        var objective = new LanguageModelObjective(streams);
        var optimizer = Optimizer.of(Adam.rate(0.01f));
        double before = LanguageModelObjective.evaluate(model, Streams.whole(tokens, 64));
        for (int epoch = 0, n = 0; epoch < 12; epoch++) {
            var carried = objective.begin(model);
            for (int w = 0; w < streams.windows(); w++, n++) {
                var now = carried;
                var window = streams.window(w);
                var result = Tape.run(new Step(1, n), () -> objective.loss(model, window, now));
                try (var gradients = result.gradients()) {
                    optimizer.update(model, gradients);
                }
                carried = result.kept();
            }
        }
        double after = LanguageModelObjective.evaluate(model, Streams.whole(tokens, 64));
        assertThat(before).isGreaterThan(1.5);
        assertThat(after).isLessThan(1.4);
    }

    @Test
    void aFileBringsTheSameModelBack(@TempDir Path folder) {
        var tokenizer = Tokenizer.characters("abcde", Case.KEEP);
        var provenance = new Provenance("lm", Map.of(), Map.of("seed", "7"), "0", 3, "complete");
        var path = folder.resolve("m.safetensors");
        var model = model(small("tied", "true"));
        LanguageModelFile.save(path, new LanguageModelFile(model, small("tied", "true"), tokenizer, provenance));
        var loaded = LanguageModelFile.load(path);
        assertThat(loaded.facts()).containsEntry("model", "transformer");
        assertThat(loaded.plans()).isEmpty();
        assertThat(Scores.of(loaded.model(), tokens(50)).logProbabilities())
                .isEqualTo(Scores.of(model, tokens(50)).logProbabilities());
        var written = Generator.of(loaded.model(), new Greedy());
        var same = Generator.of(model, new Greedy());
        for (int i = 0; i < 20; i++) {
            assertThat(written.next()).isEqualTo(same.next());
        }
    }

    @Test
    void whatIsForTheOtherModelIsRefused() {
        assertThatThrownBy(() -> small("cell", "gru")).hasMessage("cell: not for --model transformer; leave it out");
        assertThatThrownBy(() -> small("zoneout", "0.1")).hasMessageContaining("zoneout: not for --model transformer");
        assertThatThrownBy(() -> small("embedding", "6")).hasMessageContaining("embedding: not for");
        assertThatThrownBy(() -> small("context", "1")).hasMessageContaining("context: expected 2 or more, got 1");
        assertThatThrownBy(() -> small("heads", "4")).hasMessageContaining("by which hidden (6) can be divided");
        assertThatThrownBy(() -> small("model", "rnn")).hasMessageContaining("not for --model rnn; leave it out");
        assertThatThrownBy(() -> LanguageModel.Settings.presets().with("context", 9))
                .hasMessage("context: not for --model rnn; leave it out");
        assertThatThrownBy(() -> Memories.of(model(small()), tokens(50), 10, 2))
                .hasMessageContaining("diagnosis: a transformer");
    }
}
