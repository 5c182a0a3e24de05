package carousel.model.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import carousel.data.labelled.SentencePair;
import carousel.decode.Allowed;
import carousel.decode.Request;
import carousel.layer.Init;
import carousel.model.translate.TranslationModel;
import carousel.model.translate.TranslationSettings;
import carousel.model.translate.Translator;
import carousel.store.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlignmentTest {
    private static final List<SentencePair> PAIRS =
            List.of(new SentencePair("der rote hut", "the red hat", 1), new SentencePair("der hut", "the hat", 2));

    private static Translator translator(String... keysAndValues) {
        var writing = Settings.read(Writing.class, Map.of("pieces", "14"));
        var settings = TranslationSettings.presets().with("hidden", 6);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            if (List.of("coupling", "copy").contains(keysAndValues[i])) {
                settings = settings.with(keysAndValues[i], keysAndValues[i + 1]);
            } else {
                writing = Settings.with(writing, keysAndValues[i], keysAndValues[i + 1]);
            }
        }
        var wordings = Wordings.learn(writing, PAIRS);
        return new Translator(TranslationModel.of(settings, wordings, Init.seed(3)), wordings, 12);
    }

    @Test
    void piecesOfAWordAreLookedAtTogetherAndLookInTheMean() {
        var source = new Parts(List.of("der", "hut"), new int[] {0, 0, 1});
        var target = new Parts(List.of("the", "hat"), new int[] {0, 1, 1});
        var alignment = Alignment.of(source, target, new float[][] {
            {0.2f, 0.5f, 0.3f}, {0.3f, 0.3f, 0.4f}, {0, 0.2f, 0.8f}, {1, 0, 0}, // the last is that of the end
        });
        assertThat(alignment.weights()[0]).containsExactly(new float[] {0.7f, 0.3f}, within(1e-6f));
        assertThat(alignment.weights()[1]).containsExactly(new float[] {0.4f, 0.6f}, within(1e-6f));
        assertThat(alignment.links()).isEqualTo("0-0 1-1");
        assertThat(alignment.strongest()).containsExactly(0, 1);
    }

    @Test
    void wordsAreNamedAtEveryLevelAndWeightsAddUpToOne() {
        for (var level : List.of("word", "char", "subword")) {
            var translator = translator("level", level);
            var said = translator.translate(
                    List.of("der rote hut", "hut", ""), translator.beam(3).withBest(3), 12);
            var first = said.getFirst();
            assertThat(first).hasSize(3).allSatisfy(one -> {
                var alignment = one.alignment();
                assertThat(alignment.source())
                        .containsExactly(level.equals("char") ? "der rote hut".split("") : "der rote hut".split(" "));
                assertThat(alignment.weights())
                        .hasNumberOfRows(alignment.target().size());
                for (var weights : alignment.weights()) {
                    float sum = 0;
                    for (float weight : weights) {
                        sum += weight;
                    }
                    assertThat(weights).hasSize(alignment.source().size());
                    assertThat(sum).isCloseTo(1, within(1e-5f));
                }
                if (!level.equals("char")) {
                    assertThat(String.join(" ", alignment.target())).isEqualToIgnoringWhitespace(one.text());
                }
            });
            assertThat(said.get(2).getFirst().alignment().links()).isEmpty();
        }
    }

    /** A pointer network says nothing but words of its source, of which the model knows none here. */
    @Test
    void whatIsCopiedHasItsNameThoughNobodyKnewIt() {
        for (var level : List.of("word", "char")) {
            var translator = translator("copy", "only", "level", level);
            int unknown = translator.wordings().target().vocabulary().unknown();
            var two = new Request(3, Allowed.rearranged(unknown, unknown));
            var said = translator.translate(translator.sources(List.of("quokka")), translator.beam(2), two);
            assertThat(said.getFirst().getFirst().text())
                    .matches(level.equals("word") ? "quokka quokka" : "[quoka]{2}");
        }
    }

    @Test
    void unknownWordsKeepTheirNamesAndACutSourceHasFewer() {
        var translator = translator();
        var sources = translator.sources(List.of("der blaue hut"));
        var request = Request.upTo(5);
        var whole = translator
                .translate(sources, translator.beam(1), request)
                .getFirst()
                .getFirst();
        assertThat(whole.alignment().source()).containsExactly("der", "blaue", "hut");
        var cut = translator
                .translate(List.of(sources.getFirst().upTo(2)), translator.beam(1), request)
                .getFirst()
                .getFirst();
        assertThat(cut.alignment().source()).containsExactly("der", "blaue");
        assertThat(sources.getFirst().upTo(3)).isSameAs(sources.getFirst());
    }

    @Test
    void aModelThatDoesNotLookHasNoWeights() {
        var blind = translator("coupling", "initial");
        assertThat(blind.looks()).isFalse();
        assertThat(translator().looks()).isTrue();
        var said = blind.translate(List.of("hut"), blind.beam(2), 6).getFirst().getFirst();
        assertThat(said.alignment().weights()).isEmpty();
        assertThat(said.alignment().links()).isEmpty();
    }
}
