package carousel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.data.labelled.SentencePair;
import carousel.layer.Init;
import carousel.model.translate.Bitext;
import carousel.model.translate.Parallel;
import carousel.model.translate.TranslationModel;
import carousel.model.translate.TranslationSettings;
import carousel.model.translate.Translator;
import carousel.model.wording.Wordings;
import carousel.model.wording.Writing;
import carousel.store.Provenance;
import carousel.store.Settings;
import carousel.store.StoreException;
import carousel.tensor.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranslatorFileTest {
    private static final List<SentencePair> PAIRS = List.of(
            new SentencePair("abc", "c b a", 1), new SentencePair("", "b", 2), new SentencePair("cab", "b a c", 3));

    @TempDir
    Path folder;

    private static TranslatorFile file(String form) {
        var small = TranslationSettings.presets().with("hidden", 6);
        var settings = form.equals("transformer")
                ? Settings.read(
                        TranslationSettings.class, Map.of("model", form, "hidden", "6", "heads", "3", "norm", "behind"))
                : small.with("cell", "gru").with("bidirectional", true).with("coupling", form);
        var writing = Settings.read(Writing.class, Map.of("source-level", "char"));
        var wordings = Wordings.learn(writing, PAIRS);
        var model = TranslationModel.of(settings, wordings, Init.seed(4));
        var made = new Provenance(TranslatorFile.TASK, Map.of(), Map.of(), "test", 0, Provenance.RUNNING);
        return new TranslatorFile(new Translator(model, wordings, 7), settings, made);
    }

    @ParameterizedTest
    @ValueSource(strings = {"initial", "context", "attention", "transformer"})
    void whatIsReadIsWhatWasWritten(String form) {
        var file = file(form);
        TranslatorFile.save(folder.resolve("m"), file);
        var read = TranslatorFile.load(folder.resolve("m"));
        assertThat(read.translator().wordings()).isEqualTo(file.translator().wordings());
        assertThat(read.translator().longest()).isEqualTo(7);
        assertThat(read.settings()).isEqualTo(file.settings());
        var weights = Tree.flatten(read.model());
        Tree.flatten(file.model())
                .forEach((name, weight) ->
                        assertThat(weights.get(name).toArray()).as(name).isEqualTo(weight.toArray()));
        assertThat(ModelFile.load(folder.resolve("m")).facts())
                .containsEntry("source", "5 symbols of level char")
                .containsEntry("target", "5 symbols of level word");
        assertThat(read.plans()).hasSize(form.equals("transformer") ? 0 : 3);
    }

    @Test
    void aFileThatWasChangedOrLacksSomethingIsRefused() throws Exception {
        var path = folder.resolve("m");
        TranslatorFile.save(path, file("attention"));
        var bytes = Files.readAllBytes(path);
        bytes[bytes.length - 5] ^= 1;
        Files.write(path, bytes);
        assertThatThrownBy(() -> TranslatorFile.load(path)).isInstanceOf(StoreException.class);
        var other = file("attention");
        var check = SelfCheck.of(3, symbols -> new float[] {1});
        ModelContents.write(path, TranslatorFile.TASK, other, other.settings(), check, Map.of());
        assertThatThrownBy(() -> ModelFile.load(path))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("'carousel.source' is missing");
        ModelContents.write(path, "lm", other, other.settings(), check, Map.of());
        assertThatThrownBy(() -> TranslatorFile.load(path)).hasMessageContaining("task 'lm'; expected one written by");
    }

    @ParameterizedTest
    @ValueSource(strings = {"attention", "transformer"})
    void translationsAndScoresAreThoseOfEachTextAlone(String form) {
        var translator = file(form).translator();
        var beam = translator.beam(3).withBest(2);
        var texts = List.of("abc", "", "c", "bbbbab", "cab");
        var all = translator.translate(texts, beam, 4);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(all.get(i))
                    .isEqualTo(
                            translator.translate(List.of(texts.get(i)), beam, 4).getFirst());
            assertThat(all.get(i)).hasSizeBetween(1, 2);
        }
        var bitext = Bitext.of(translator.wordings(), PAIRS);
        assertThat(bitext.symbols()).isEqualTo(4 + 2 + 4);
        var scores = bitext.scores(translator.model());
        for (int i = 0; i < PAIRS.size(); i++) {
            var alone = Parallel.of(
                    translator.model().end(),
                    List.of(bitext.sources().get(i)),
                    List.of(bitext.targets().get(i)));
            assertThat(scores[i]).isEqualTo(translator.model().score(alone)[0]);
        }
    }

    /** What a beam says of its best hypothesis is what the model says of that text. */
    @ParameterizedTest
    @ValueSource(strings = {"attention", "transformer"})
    void theScoreOfATranslationIsItsLogProbability(String form) {
        var translator = file(form).translator();
        var said = new ArrayList<Translator.Said>();
        var pairs = new ArrayList<SentencePair>();
        for (var text : List.of("abc", "c", "bbb")) {
            translator.translate(List.of(text), translator.beam(8).withBest(8), 4).getFirst().stream()
                    .filter(one -> one.ended() && !one.text().contains("<unk>"))
                    .forEach(one -> {
                        said.add(one);
                        pairs.add(new SentencePair(text, one.text(), 1));
                    });
        }
        assertThat(said).isNotEmpty();
        var scores = Bitext.of(translator.wordings(), pairs).scores(translator.model());
        for (int i = 0; i < scores.length; i++) {
            assertThat(said.get(i).logProbability()).isCloseTo(scores[i], within(1e-4));
        }
    }

    @Test
    void longerPairsAreLeftOut() {
        var bitext = Bitext.of(file("initial").translator().wordings(), PAIRS);
        assertThat(bitext.upTo(3).size()).isEqualTo(3);
        assertThat(bitext.upTo(2).size()).isEqualTo(1);
        assertThat(bitext.upTo(2).sources().getFirst()).isEmpty();
    }
}
