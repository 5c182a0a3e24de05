package carousel.model.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.layer.Init;
import carousel.model.ClassifierFile;
import carousel.model.input.Coder;
import carousel.model.input.SeriesCoder;
import carousel.model.input.Source;
import carousel.model.input.TextCoder;
import carousel.store.Provenance;
import carousel.store.SettingException;
import carousel.store.StoreException;
import carousel.tensor.Oracle;
import carousel.tensor.Tape;
import carousel.tensor.Tree;
import carousel.text.DataException;
import carousel.text.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifierTest {
    private static final List<List<String>> TEXTS = List.of(
            Words.of("a fine film, not long"),
            Words.of("not a fine film"),
            List.of(),
            Words.of("Long and long and LONG"),
            Words.of("fine"));
    private static final List<List<String>> ONE =
            List.of(List.of("good"), List.of("bad"), List.of("none"), List.of("bad"), List.of("good"));
    private static final List<List<String>> SEVERAL =
            List.of(List.of("good", "short"), List.of(), List.of("short"), List.of("long"), List.of("good"));

    private static Classifier.Settings settings(String... keysAndValues) {
        var settings = Classifier.Settings.presets()
                .with("hidden", 4)
                .with("embedding", 3)
                .with("char-embedding", 2)
                .with("char-hidden", 3);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings = settings.with(keysAndValues[i], keysAndValues[i + 1]);
        }
        return settings;
    }

    /** A classifier of the texts above, and everything that belongs to it. */
    private record Made(Classifier model, Classifier.Settings settings, TextCoder coder, AnswerKey key) {

        static Made of(Answer answer, Classifier.Settings settings) {
            var coder = TextCoder.of(settings.text(), TEXTS);
            var key = AnswerKey.classes(answer, answer == Answer.ONE ? ONE : SEVERAL);
            return new Made(Classifier.of(settings, coder, key, Init.seed(3)), settings, coder, key);
        }

        Targets targets() {
            return Targets.of(key.width(), key.answers(model.answer() == Answer.ONE ? ONE : SEVERAL));
        }

        ClassifierFile file(double temperature) {
            var provenance = new Provenance(ClassifierFile.TASK, Map.of(), Map.of(), "test", 7, Provenance.RUNNING);
            return new ClassifierFile(model, settings, coder, key, temperature, provenance);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ONE,      word, last,      false, 0, lstm",
        "SEVERAL,  word, mean,      true,  0, lstm",
        "ONE,      char, max,       false, 0, lstm",
        "ONE,      both, attention, true,  0, lstm",
        "SEVERAL,  both, last,      true,  3, cnn",
    })
    void gradientsAreRight(Answer answer, String units, String pool, String both, String conv, String reader) {
        var made = Made.of(
                answer,
                settings(
                        "units",
                        units,
                        "pool",
                        pool,
                        "bidirectional",
                        both,
                        "conv",
                        conv,
                        "conv-width",
                        "3",
                        "char-reader",
                        reader,
                        "cell",
                        "rnn"));
        var inputs = made.coder.source(TEXTS).inputs(3, 0, 2, 1);
        var targets = made.targets().of(3, 0, 2, 1);
        Oracle.check(() -> made.model.loss(inputs, targets));
    }

    @ParameterizedTest
    @ValueSource(strings = {"last", "mean", "max", "attention"})
    void aTextIsTheSameInAnyBatch(String pool) {
        var made = Made.of(Answer.ONE, settings("units", "both", "pool", pool, "bidirectional", "true"));
        var source = made.coder.source(TEXTS);
        var all = Predictions.of(made.model, source);
        for (int i = 0; i < TEXTS.size(); i++) {
            int example = i;
            var alone = Tape.evaluate(() -> made.model.logits(source.inputs(example)));
            assertThat(all.logits(i)).containsExactly(alone.toArray());
            assertThat(Predictions.of(made.model, made.coder.source(List.of(TEXTS.get(i))))
                            .logits(0))
                    .containsExactly(alone.toArray());
        }
    }

    @Test
    void probabilitiesAreThoseOfTheAnswer() {
        var one = Made.of(Answer.ONE, settings());
        var rows = one.model.outputs(one.coder.source(TEXTS).inputs(0, 1));
        assertThat((double) rows.rowSums().at(1, 0)).isCloseTo(1, within(1e-6));
        var several = Made.of(Answer.SEVERAL, settings());
        var logits = several.model.logits(several.coder.source(TEXTS).inputs(0));
        var outputs = several.model.outputs(several.coder.source(TEXTS).inputs(0));
        for (int k = 0; k < 3; k++) {
            assertThat((double) outputs.at(0, k)).isCloseTo(1 / (1 + Math.exp(-logits.at(0, k))), within(1e-6));
        }
    }

    @Test
    void weightsSayHowMuchAnExampleCounts() {
        var made = Made.of(Answer.ONE, settings());
        var inputs = made.coder.source(TEXTS).inputs(0, 1);
        var source = made.coder.source(TEXTS);
        var classes = made.key.answers(ONE);
        double first =
                made.model.loss(source.inputs(0), Targets.of(1, classes[0])).item();
        double second =
                made.model.loss(source.inputs(1), Targets.of(1, classes[1])).item();
        var weighed = made.model.loss(inputs, new Targets(new float[] {classes[0], classes[1]}, 1, 3, 0.5f));
        assertThat((double) weighed.item()).isCloseTo((3 * first + 0.5 * second) / 2, within(1e-6));
    }

    @Test
    void numbersAreLearnedInTheirOwnScale() {
        var key = AnswerKey.numbers(Answer.NUMBER, 10, 20, 30);
        assertThat(key.answers(20f)).containsExactly(0);
        assertThat(key.number(key.answers(30f)[0])).isCloseTo(30, within(1e-5));
        var bounded = AnswerKey.numbers(Answer.BOUNDED_NUMBER, 10, 20, 30);
        assertThat(bounded.answers(10f, 20f, 30f)).containsExactly(0, 0.5f, 1);
        var coder = SeriesCoder.of(2, List.of(new float[] {1, 5, 2, 5, 3, 5}));
        for (var answer : List.of(Answer.NUMBER, Answer.ROBUST_NUMBER, Answer.BOUNDED_NUMBER)) {
            var number = AnswerKey.numbers(answer, 10, 20, 30);
            var model = Classifier.of(settings("cell", "rnn"), coder, number, Init.seed(1));
            var source = coder.source(List.of(new float[] {1, 5, 2, 6}, new float[] {3, 4}, new float[0]));
            var targets = Targets.of(1, number.answers(10, 30, 20));
            Oracle.check(() -> model.loss(source.inputs(0, 1, 2), targets));
        }
        assertThatThrownBy(() -> AnswerKey.numbers(Answer.NUMBER, 4, 4))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("all 2 numbers");
    }

    @Test
    void seriesAreLessTheirMeanOverTheirDeviation() {
        var coder = SeriesCoder.of(2, List.of(new float[] {1, 7, 2, 7}, new float[] {3, 7, 6, 7}));
        assertThat(coder.means()).containsExactly(3, 7);
        assertThat(coder.deviations()).containsExactly((float) Math.sqrt(3.5), 1);
        var source = coder.source(List.of(new float[] {3, 7, 6, 8}, new float[0]));
        assertThat(source.length(0)).isEqualTo(2);
        assertThat(source.length(1)).isEqualTo(1);
        assertThat(source.inputs(0).steps()).containsExactly(0, 0, 3 / (float) Math.sqrt(3.5), 1);
        assertThatThrownBy(() -> coder.source(List.of(new float[3]))).hasMessageContaining("given 3 values, needed 2");
    }

    @Test
    void channelsOfOneKindShareMeanAndDeviation() {
        var coder = SeriesCoder.alike(2, List.of(new float[] {0, 4, 0, 4}, new float[] {0, 6, 0, 10}));
        assertThat(coder.means()).containsExactly(3, 3);
        float deviation = (float) Math.sqrt((4 * 9 + 1 + 1 + 9 + 49) / 8.0);
        assertThat(coder.deviations()).containsExactly(deviation, deviation);
        assertThat(Coder.of(coder.toLists()).toLists()).isEqualTo(coder.toLists());
    }

    @Test
    void rareWordsAreForgottenNowAndThen() {
        var made = Made.of(Answer.ONE, settings());
        var source = made.coder.source(TEXTS);
        int unknown = made.coder.symbols().unknown();
        int film = made.coder.symbols().id("film");
        int and = made.coder.symbols().id("LONG");
        int forgotten = 0;
        for (int epoch = 0; epoch < 100; epoch++) {
            var forgetting = Source.Forgetting.of(0.3f, 5, epoch);
            assertThat(source.inputs(forgetting, 0).steps())
                    .contains(film)
                    .isEqualTo(source.inputs(forgetting, 0).steps());
            var steps = source.inputs(forgetting, 3).steps();
            forgotten += steps[4] == unknown ? 1 : 0;
            assertThat(steps[4]).isIn((float) unknown, (float) and);
        }
        assertThat(forgotten).isBetween(15, 45);
        assertThat(source.inputs(3).steps()[4]).isEqualTo(and);
        assertThat(made.coder.unknown(List.of(List.of("fine", "new", "newer")))).isEqualTo(2);
    }

    @Test
    void classesHaveTheOrderOfTheirNames() {
        var key = AnswerKey.classes(Answer.SEVERAL, SEVERAL);
        assertThat(key.classes().symbols()).containsExactly("good", "long", "short");
        assertThat(key.answers(List.of(List.of("short", "good"), List.of()))).containsExactly(1, 0, 1, 0, 0, 0);
        assertThatThrownBy(() -> key.answers(List.of(List.of("new"))))
                .isInstanceOf(DataException.class)
                .hasMessage("labels: 'new' was never seen in training; expected one of good, long, short");
        assertThatThrownBy(() -> AnswerKey.classes(Answer.ONE, List.of(List.of("a"), List.of("a"))))
                .hasMessage("labels: only 'a' in the training data; expected at least two classes");
    }

    @Test
    void aFileHoldsEverything(@TempDir Path folder) throws Exception {
        var path = folder.resolve("m.safetensors");
        for (var made : new ArrayList<>(List.of(
                Made.of(Answer.ONE, settings("units", "both", "pool", "attention", "lower-case", "true")),
                Made.of(Answer.SEVERAL, settings("embedding", "0", "units", "char"))))) {
            ClassifierFile.save(path, made.file(1.5));
            var loaded = ClassifierFile.load(path);
            assertThat(loaded.coder()).isEqualTo(made.coder);
            assertThat(loaded.key()).isEqualTo(made.key);
            assertThat(loaded.settings()).isEqualTo(made.settings);
            assertThat(loaded.temperature()).isEqualTo(1.5);
            assertThat(Tree.flatten(loaded.model()).keySet())
                    .isEqualTo(Tree.flatten(made.model).keySet());
            var source = made.coder.source(TEXTS);
            assertThat(Predictions.of(loaded.model(), source).logits())
                    .isEqualTo(Predictions.of(made.model, source).logits());
            assertThat(loaded.plans()).isNotEmpty();
        }
        var bytes = Files.readAllBytes(path);
        bytes[bytes.length - 3] ^= 1;
        Files.write(path, bytes);
        assertThatThrownBy(() -> ClassifierFile.load(path)).isInstanceOf(StoreException.class);
    }

    @Test
    void aSeriesFileHoldsItsScale(@TempDir Path folder) {
        var path = folder.resolve("m.safetensors");
        var coder = SeriesCoder.of(2, List.of(new float[] {1, 7, 2, 9}));
        var key = AnswerKey.numbers(Answer.BOUNDED_NUMBER, 0.25f, 7);
        var model = Classifier.of(settings(), coder, key, Init.seed(1));
        var provenance = new Provenance(ClassifierFile.TASK, Map.of(), Map.of(), "test", 7, Provenance.RUNNING);
        ClassifierFile.save(path, new ClassifierFile(model, settings(), coder, key, 1, provenance));
        var loaded = ClassifierFile.load(path);
        assertThat(loaded.coder().toLists()).isEqualTo(coder.toLists());
        assertThat(loaded.key()).isEqualTo(key);
        assertThat(loaded.facts()).containsEntry("inputs", "series of 2 channels");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> settings("unknown-rate", "2"))
                .isInstanceOf(SettingException.class)
                .hasMessage("unknown-rate: expected between 0 and 1, got 2");
        assertThatThrownBy(() -> settings("dropout-input", "1")).hasMessageStartingWith("dropout-input: expected");
        assertThatThrownBy(() -> new Targets(new float[3], 2, 1)).hasMessageContaining("given 3 answers, needed 2");
    }
}
