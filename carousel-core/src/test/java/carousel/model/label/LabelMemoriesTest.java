package carousel.model.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.data.TagOrder;
import carousel.diagnose.Diagnosis;
import carousel.diagnose.Diagnosis.Verdict;
import carousel.layer.Dense;
import carousel.layer.Init;
import carousel.model.input.LabelInput;
import carousel.model.input.Source;
import carousel.model.input.TextCoder;
import carousel.recurrent.Causal;
import carousel.tensor.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelMemoriesTest {
    private static final List<String> CLASSES = List.of("x", "y", "z");

    /** Texts of 1 to 6 words; of six words there are three, of five many. */
    private static List<List<String>> texts() {
        var random = new Random(4);
        var all = new ArrayList<List<String>>();
        for (int i = 0; i < 60; i++) {
            int length = i % 20 == 0 ? 6 : 1 + i % 5;
            all.add(random.ints(length, 0, 5).mapToObj(word -> "w" + word).toList());
        }
        return all;
    }

    private static Classifier.Settings settings(String... keysAndValues) {
        var settings = Classifier.Settings.presets()
                .with("cell", "rnn")
                .with("hidden", 5)
                .with("embedding", 3);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings = settings.with(keysAndValues[i], keysAndValues[i + 1]);
        }
        return settings;
    }

    private static Diagnosis classifier(int most, String... keysAndValues) {
        var settings = settings(keysAndValues);
        var coder = TextCoder.of(settings.text(), texts());
        var key = AnswerKey.classes(Answer.ONE, List.of(CLASSES));
        var model = Classifier.of(settings, coder, key, Init.seed(2));
        return LabelMemories.of(model, coder.source(texts()), Targets.of(1, classes()), most);
    }

    private static float[] classes() {
        var classes = new float[60];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = i * 7 % 3;
        }
        return classes;
    }

    /** Lag 0 by hand: the root mean square of ‖W (softmax(y) - one-hot)‖. */
    private static double atLagZero(
            Dense head, Causal rnn, LabelInput input, Source source, int length, float... right) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < source.size(); i++) {
            if (source.length(i) == length) {
                var inputs = source.inputs(i);
                var p = Tape.evaluate(
                                () -> head.apply(rnn.last(input.read(inputs))).softmax())
                        .toArray();
                p[(int) right[i]] -= 1;
                for (int h = 0; h < head.w().rows(); h++) {
                    double gradient = 0;
                    for (int k = 0; k < p.length; k++) {
                        gradient += head.w().at(h, k) * p[k];
                    }
                    sum += gradient * gradient;
                }
                count++;
            }
        }
        return Math.sqrt(sum / count);
    }

    @Test
    void theGradientOfAClassifierIsThatOfItsLossAfterTheLastStep() {
        var settings = settings();
        var coder = TextCoder.of(settings.text(), texts());
        var model = Classifier.of(settings, coder, AnswerKey.classes(Answer.ONE, List.of(CLASSES)), Init.seed(2));
        var source = coder.source(texts());
        var found = LabelMemories.of(model, source, Targets.of(1, classes()), 3);
        assertThat(found.gradient()).hasSize(6);
        assertThat(found.gradient()[0])
                .isCloseTo(
                        atLagZero(model.head(), (Causal) model.rnn(), model.input(), source, 6, classes()),
                        within(1e-6));
        assertThat(found.gradient()[5]).isPositive();
        assertThat(found.remarks()).isEmpty();
    }

    @Test
    void theGradientOfATaggerIsThatOfItsLastWord() {
        var settings =
                Tagger.Settings.presets().with("cell", "rnn").with("hidden", 5).with("embedding", 3);
        var coder = TextCoder.of(settings.text(), texts());
        var key = TagKey.of(TagKey.Kind.WORDS, List.of(CLASSES), List.of());
        var model = Tagger.of(settings, coder, TagOrder.any(3), 0, Init.seed(2));
        var source = coder.source(texts());
        var tags = new ArrayList<List<String>>();
        for (int i = 0; i < 60; i++) {
            var of = new ArrayList<>(java.util.Collections.nCopies(source.length(i), "x"));
            of.set(of.size() - 1, source.length(i) == 6 && i == 0 ? "never seen" : CLASSES.get(i * 7 % 3));
            tags.add(of);
        }
        var found = LabelMemories.of(model, key, source, tags, 4);
        assertThat(found.gradient()).as("of five words there are enough").hasSize(5);
        var whole = LabelMemories.of(model, key, source, tags, 60).gradient();
        assertThat(whole).hasSizeLessThan(6);
        assertThat(whole[0])
                .isCloseTo(
                        atLagZero(model.head(), (Causal) model.rnn(), model.input(), source, whole.length, classes()),
                        within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"pool, mean, all steps, 1", "bidirectional, true, forwards, 2", "reading, backward, forwards, 1"})
    void whatDoesNotComeFromTheLastStepHasNoGradientButLayers(String option, String value, String why, int layers) {
        var found = classifier(3, option, value);
        assertThat(found.hasGradient()).isFalse();
        assertThat(found.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(found.remarks()).hasSize(1).first().asString().contains("no gradient by lag", why);
        assertThat(found.advice()).startsWith(found.remarks().getFirst());
        assertThat(found.layers()).hasSize(layers);
        assertThat(found.layers().getLast().radius()).isPositive();
    }

    @Test
    void recurrentLayersAboveAConvolutionHaveOne() {
        assertThat(classifier(3, "conv", "4").gradient()).hasSize(6);
        assertThatThrownBy(() -> classifier(3, "body", "tcn")).hasMessageContaining("no recurrent layers");
    }
}
