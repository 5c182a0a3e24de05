package carousel.model.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.data.TagOrder;
import carousel.layer.Init;
import carousel.model.input.TextCoder;
import carousel.tensor.Oracle;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import carousel.text.DataException;
import carousel.text.Words;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaggerTest {
    private static final List<List<String>> WORDS =
            List.of(Words.of("play some old jazz"), Words.of("rain"), List.of(), Words.of("play it now"));
    private static final List<List<String>> TAGS =
            List.of(List.of("V", "D", "A", "N"), List.of("N"), List.of(), List.of("V", "P", "R"));
    private static final List<String> WHOLES = List.of("music", "weather", "music", "music");

    /** A tagger of the sentences above, with random scores in its chain. */
    private record Made(Tagger model, TextCoder coder, TagKey key) {

        static Made of(List<String> wholes, String... keysAndValues) {
            var settings = Tagger.Settings.presets()
                    .with("hidden", 4)
                    .with("embedding", 3)
                    .with("char-embedding", 2)
                    .with("char-hidden", 3);
            for (int i = 0; i < keysAndValues.length; i += 2) {
                settings = settings.with(keysAndValues[i], keysAndValues[i + 1]);
            }
            var coder = TextCoder.of(settings.text(), WORDS);
            var key = TagKey.of(TagKey.Kind.WORDS, TAGS, wholes);
            var order = TagOrder.any(key.tags().size());
            var model = Tagger.of(settings, coder, order, key.intents().size(), Init.seed(3));
            var drawn = Init.seed(9);
            return new Made(Tree.map(model, weight -> drawn.uniform(0.8f, weight.shape())), coder, key);
        }

        TaggerObjective.Batch batch(int... examples) {
            var inputs = coder.source(WORDS).inputs(examples);
            var tags = key.numbers(TAGS, WHOLES);
            return new TaggerObjective.Batch(
                    inputs, tags.ids(inputs.lengths(), examples), tags.intents(inputs.lengths(), examples));
        }

        Tensor loss(TaggerObjective.Batch batch) {
            return model.loss(batch.inputs(), batch.tags(), batch.intents());
        }
    }

    @ParameterizedTest
    @CsvSource({"word, false, max, false", "both, true, mean, true", "both, true, attention, false"})
    void gradientsAreRight(String units, String both, String pool, String crf) {
        var made = Made.of(WHOLES, "units", units, "bidirectional", both, "pool", pool, "crf", crf, "cell", "rnn");
        var batch = made.batch(3, 0, 1);
        if (crf.equals("false")) { // the oracle does not know the chain, which has a test of its own
            Oracle.check(() -> made.loss(batch));
        }
        assertThat(made.loss(batch).item()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSentenceIsTheSameInAnyBatch(boolean crf) {
        var made = Made.of(WHOLES, "units", "both", "bidirectional", "true", "crf", String.valueOf(crf));
        var all = TagPredictions.of(made.model, made.coder.source(WORDS));
        for (int i = 0; i < WORDS.size(); i++) {
            var alone = TagPredictions.of(made.model, made.coder.source(List.of(WORDS.get(i))));
            assertThat(alone.tags()[0]).isEqualTo(all.tags()[i]);
            assertThat(alone.probabilities()[0]).isEqualTo(all.probabilities()[i]);
            assertThat(alone.intents()[0]).hasSize(2).isEqualTo(all.intents()[i]);
            assertThat(all.tags()[i]).hasSize(Math.max(1, WORDS.get(i).size()));
        }
    }

    @Test
    void probabilitiesOfAWordSumToOneAndTheLossIsTheirs() {
        var made = Made.of(List.of());
        var all = TagPredictions.of(made.model, made.coder.source(WORDS));
        var gold = made.key.numbers(TAGS, WHOLES);
        int width = made.key.tags().size();
        double loss = 0;
        for (int t = 0; t < 4; t++) {
            double sum = 0;
            for (int k = 0; k < width; k++) {
                sum += all.probabilities()[0][t * width + k];
                assertThat(all.probabilities()[0][t * width + k]).isLessThanOrEqualTo(all.probability(0, t));
            }
            assertThat(sum).isCloseTo(1, within(1e-6));
            loss -= Math.log(all.probabilities()[0][t * width + gold.tags()[0][t]]) / 4;
        }
        assertThat((double) made.loss(made.batch(0)).item()).isCloseTo(loss, within(1e-5));
        assertThat(all.intents()[0]).isEmpty();
    }

    @Test
    void aChainKeepsItsOrder() {
        var settings = Tagger.Settings.presets().with("hidden", 4).with("crf", true);
        var coder = TextCoder.of(settings.text(), WORDS);
        var order = TagOrder.of(3, (before, after) -> before == TagOrder.EDGE ? after == 1 : after != before);
        var model = Tree.map(
                Tagger.of(settings, coder, order, 0, Init.seed(1)),
                weight -> Init.seed(2).uniform(2, weight.shape()));
        for (var tags : TagPredictions.of(model, coder.source(WORDS)).tags()) {
            assertThat(tags[0]).isEqualTo(1);
            for (int t = 1; t < tags.length; t++) {
                assertThat(tags[t]).isNotEqualTo(tags[t - 1]);
            }
        }
    }

    @Test
    void spansAreLearnedAsBioesAndAnsweredAsBio() {
        var tags = List.of(List.of("B-a", "I-a", "O", "B-b"), List.of("I-b", "I-a"), List.of("O"));
        assertThat(TagKey.Kind.of(tags)).isEqualTo(TagKey.Kind.SPANS);
        assertThat(TagKey.Kind.of(TAGS)).isEqualTo(TagKey.Kind.WORDS);
        assertThat(TagKey.Kind.of(List.of(List.of("O")))).isEqualTo(TagKey.Kind.WORDS);
        var key = TagKey.of(TagKey.Kind.SPANS, tags, List.of());
        assertThat(key.tags().symbols()).containsExactly("O", "B-a", "I-a", "E-a", "S-a", "B-b", "I-b", "E-b", "S-b");
        var numbers = key.numbers(tags, List.of());
        assertThat(numbers.tags()[0]).containsExactly(1, 3, 0, 8);
        assertThat(numbers.tags()[1]).containsExactly(8, 4); // repaired: each begins a span
        assertThat(key.names(1, 3, 0, 8)).isEqualTo(tags.getFirst());
        assertThat(key.names(numbers.tags()[1])).containsExactly("B-b", "B-a");
        assertThat(key.order().allows(1, 0)).isFalse();
        assertThat(TagKey.ofLists(key.toLists())).isEqualTo(key);
    }

    @Test
    void whatWasNeverSeenIsNamed() {
        var key = TagKey.of(TagKey.Kind.WORDS, TAGS, WHOLES);
        assertThat(TagKey.ofLists(key.toLists())).isEqualTo(key);
        assertThatThrownBy(() -> key.numbers(List.of(List.of("X")), List.of("music")))
                .isInstanceOf(DataException.class)
                .hasMessage("tags: 'X' was never seen in training; expected one of A, D, N, P, R, V");
        assertThatThrownBy(() -> key.numbers(TAGS, List.of("music", "news", "", "")))
                .hasMessageStartingWith("intents: 'news' was never seen");
        assertThatThrownBy(() -> TagKey.of(TagKey.Kind.WORDS, List.of(List.of("O", "O")), List.of()))
                .hasMessage("tags: only 'O' in the training data; expected at least two");
    }
}
