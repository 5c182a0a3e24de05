package carousel.model.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.data.labelled.SentencePair;
import carousel.diagnose.Diagnosis;
import carousel.diagnose.Exposure;
import carousel.diagnose.Looks;
import carousel.diagnose.TranslationDiagnosis;
import carousel.layer.Embedding;
import carousel.layer.Init;
import carousel.model.wording.Wordings;
import carousel.model.wording.Writing;
import carousel.store.Settings;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TranslatorMemoriesTest {
    private static final List<SentencePair> PAIRS = List.of(
            new SentencePair("a b c", "c b a", 1), new SentencePair("b", "b", 2), new SentencePair("c c a", "a c", 3));

    private static Translator translator(String coupling) {
        var wordings = Wordings.learn(Settings.read(Writing.class, Map.of()), PAIRS);
        var settings = TranslationSettings.presets()
                .with("hidden", 6)
                .with("coupling", coupling)
                .with("cell", "gru");
        return new Translator(TranslationModel.of(settings, wordings, Init.seed(5)), wordings, 6);
    }

    /** Central differences of the log-probabilities, one number of one symbol's vector after the other. */
    private static double[] gradient(Translator translator) {
        var model = (Seq2Seq) translator.model();
        var pairs = Bitext.of(translator.wordings(), List.of(PAIRS.get(0), PAIRS.get(2)));
        var squares = new double[3];
        for (int i = 0; i < 2; i++) {
            for (int t = 0; t < 3; t++) {
                for (int f = 0; f < model.source().features(); f++) {
                    double slope = (score(model, pairs, i, t, f, 0.01f) - score(model, pairs, i, t, f, -0.01f)) / 0.02;
                    squares[2 - t] += slope * slope / 2;
                }
            }
        }
        return Arrays.stream(squares).map(Math::sqrt).toArray();
    }

    private static double score(Seq2Seq model, Bitext pairs, int i, int t, int f, float more) {
        int features = model.source().features();
        var vectors = model.source().apply(pairs.sources().get(i)).toArray();
        vectors[t * features + f] += more;
        var probed = new Seq2Seq(
                new Embedding(Tensor.of(vectors, 3, features)),
                model.target(),
                model.input(),
                model.reading(),
                model.encoder(),
                model.decoder(),
                model.output(),
                model.emission(),
                model.end());
        return new Bitext(List.of(new int[] {0, 1, 2}), List.of(pairs.targets().get(i))).scores(probed)[0];
    }

    @Test
    void theGradientIsThatOfEachSourceStep() {
        for (var coupling : List.of("attention", "initial")) {
            var translator = translator(coupling);
            var found =
                    TranslatorMemories.of(translator, Bitext.of(translator.wordings(), PAIRS), translator.beam(2), 9);
            var expected = gradient(translator);
            assertThat(found.encoder().gradient()).hasSize(3);
            for (int k = 0; k < 3; k++) {
                assertThat(found.encoder().gradient()[k]).isCloseTo(expected[k], within(0.02 * expected[k] + 1e-3));
            }
            assertThat(found.encoder().layers()).hasSize(1);
            assertThat(found.looks()).hasSize(coupling.equals("attention") ? 1 : 0);
            assertThat(found.cut()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void looksAreCounted() {
        var sum = new Looks.Sum();
        assertThat(sum.isEmpty()).isTrue();
        sum.add(new float[][] {{1, 0, 0, 0}, {0.25f, 0.25f, 0.25f, 0.25f}, {0, 0, 1, 0}, {0, 0, 1, 0}});
        sum.add(new float[][] {{0, 1}, {1, 0}});
        sum.add(new float[0][]);
        var looks = sum.mean();
        assertThat(looks.effective()).isCloseTo((1 + 4 + 1 + 1 + 1 + 1) / 6.0, within(1e-6));
        assertThat(looks.steps()).isEqualTo(3);
        assertThat(looks.covered()).isCloseTo(4 / 6.0, within(1e-9));
        assertThat(looks.forwards()).isEqualTo(0.25);
        assertThat(looks.backwards()).isEqualTo(0.25);
    }

    @Test
    void adviceSaysWhatIsWrongAndNothingElse() {
        var fine = Diagnosis.of(new double[] {1, 1, 1}, List.of());
        var good = new TranslationDiagnosis(fine, List.of(new Looks(1.2, 9, 0.9, 0.7, 0.1)), exposure(9), 1.02, 0);
        assertThat(good.advice()).hasSize(1).first().asString().contains("remembers all 3 steps");
        var bad = new TranslationDiagnosis(fine, List.of(new Looks(8, 9, 0.3, 0.95, 0)), exposure(6), 0.5, 0.4);
        assertThat(String.join("\n", bad.advice()))
                .contains(
                        "8.0 of 9.0 steps",
                        "30 %",
                        "95 %",
                        "0.50 times",
                        "larger --length-penalty",
                        "40 %",
                        "after its own 60 %");
        assertThat(new TranslationDiagnosis(fine, List.of(), exposure(9), 1, 0).advice())
                .last()
                .asString()
                .contains("does not look");
    }

    @Test
    void sourcesWithoutStepsAreRefused() {
        var translator = translator("attention");
        var pairs = Bitext.of(translator.wordings(), List.of(PAIRS.get(1)));
        assertThatThrownBy(() -> TranslatorMemories.of(translator, pairs, translator.beam(1), 3))
                .hasMessageContaining("two symbols");
    }

    private static Exposure exposure(long own) {
        return new Exposure(new long[] {10}, new long[] {9}, new long[] {own});
    }
}
