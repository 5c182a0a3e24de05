package carousel.model.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import carousel.layer.Chain;
import carousel.layer.Conv1d;
import carousel.layer.Init;
import carousel.model.StepInput;
import carousel.model.input.TextCoder;
import carousel.tensor.Oracle;
import carousel.text.Words;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What recurrent models of labels are compared with: the mean of vectors, and windows. */
class MemorylessTest {
    private static final int HIDDEN = 4;
    private static final int FEATURES = 3;
    private static final List<List<String>> TEXTS = List.of(
            Words.of("a fine film not a long one at all"), Words.of("not a fine film"), List.of(), Words.of("fine"));
    private static final List<List<String>> LABELS =
            List.of(List.of("good", "short"), List.of("bad"), List.of("none"), List.of("good"));

    private static Classifier mean(TextCoder coder, AnswerKey key) {
        return Classifier.ofMean(Classifier.Settings.presets().with("embedding", FEATURES), coder, key, Init.seed(3));
    }

    private static TextCoder coder(List<List<String>> texts) {
        return TextCoder.of(Classifier.Settings.presets().text(), texts);
    }

    private static float vector(StepInput input, int symbol, int feature) {
        return ((StepInput.Embedded) input).embed().table().at(symbol, feature);
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE", "SEVERAL"})
    void theMeanIsThatOfTheEquation(Answer answer) {
        var coder = coder(TEXTS);
        var labels = answer == Answer.ONE
                ? LABELS.stream().map(all -> List.of(all.getFirst())).toList()
                : LABELS;
        var key = AnswerKey.classes(answer, labels);
        var model = mean(coder, key);
        var said = Predictions.of(model, coder.source(TEXTS));
        for (int i = 0; i < TEXTS.size(); i++) {
            var words = TEXTS.get(i).isEmpty() ? List.of("<unk>") : TEXTS.get(i);
            for (int k = 0; k < key.outputs(); k++) {
                double logit = model.head().b().at(0, k);
                for (var word : words) {
                    for (int f = 0; f < FEATURES; f++) {
                        double x = vector(model.input().steps(), coder.symbols().id(word), f);
                        logit += x * model.head().w().at(f, k) / words.size();
                    }
                }
                assertThat((double) said.logits(i)[k]).isCloseTo(logit, within(1e-5));
            }
        }
        var targets = Targets.of(key.width(), key.answers(labels));
        var inputs = coder.source(TEXTS).inputs(0, 1, 2, 3);
        Oracle.check(() -> model.loss(inputs, targets));
    }

    @Test
    void labelsAreTheMostLikelyOneOrAllThatAreLikely() {
        var one = AnswerKey.classes(Answer.ONE, LABELS);
        var several = AnswerKey.classes(Answer.SEVERAL, LABELS);
        assertThat(one.classes().symbols()).containsExactly("bad", "good", "none", "short");
        var said = new Predictions(new float[] {-1, 2, 0, 3, -4, -2, -3, -9}, 4);
        assertThat(said.labels(one, 0)).containsExactly("short");
        assertThat(said.labels(one, 1)).containsExactly("good");
        assertThat(said.labels(several, 0)).containsExactly("good", "short");
        assertThat(said.labels(several, 1)).isEmpty();
    }

    private static final List<List<String>> TAGS = List.of(
            List.of("D", "A", "N", "R", "D", "A", "P", "R", "R"), List.of("R", "D", "A", "N"), List.of(), List.of("A"));

    private static Tagger window(TextCoder coder, TagKey key, int width) {
        var settings = Tagger.Settings.presets()
                .with("embedding", FEATURES)
                .with("hidden", HIDDEN)
                .with("window", width);
        return Tagger.ofWindow(settings, coder, key, Init.seed(5));
    }

    @Test
    void theWindowIsThatOfTheEquation() {
        var coder = coder(TEXTS);
        var key = TagKey.of(TagKey.Kind.WORDS, TAGS, List.of());
        var model = window(coder, key, 5);
        var conv = (Conv1d) ((Chain) model.rnn()).layers().getFirst();
        var scores = model.scores(coder.source(TEXTS).inputs(0)).emissions().rows();
        var words = TEXTS.getFirst();
        for (int t = 0; t < words.size(); t++) {
            var h = new double[HIDDEN];
            for (int j = 0; j < HIDDEN; j++) {
                h[j] = conv.b().at(0, j);
                for (int k = Math.max(0, 2 - t); k < 5 && t + k - 2 < words.size(); k++) {
                    for (int f = 0; f < FEATURES; f++) {
                        int id = coder.symbols().id(words.get(t + k - 2));
                        h[j] += vector(model.input().steps(), id, f)
                                * (double) conv.w().at(k * FEATURES + f, j);
                    }
                }
            }
            for (int k = 0; k < key.tags().size(); k++) {
                double score = model.head().b().at(0, k);
                for (int j = 0; j < HIDDEN; j++) {
                    score += Math.tanh(h[j]) * model.head().w().at(j, k);
                }
                assertThat((double) scores.at(t, k)).isCloseTo(score, within(1e-5));
            }
        }
        var inputs = coder.source(TEXTS).inputs(0, 1);
        var tags = key.numbers(TAGS, List.of()).ids(inputs.lengths(), 0, 1);
        Oracle.check(() -> model.loss(inputs, tags));
    }

    @Test
    void tagsHaveTheirNamesAndNoWordsNone() {
        var coder = coder(TEXTS);
        var key = TagKey.of(TagKey.Kind.WORDS, TAGS, List.of());
        var said = TagPredictions.of(window(coder, key, 3), coder.source(TEXTS));
        var names = said.names(key, TAGS);
        assertThat(names.get(2)).isEmpty();
        assertThat(names.get(0)).hasSize(9).allMatch(key::knows);
        assertThat(names.get(3)).containsExactly(key.tags().symbol(said.tags()[3][0]));
    }
}
