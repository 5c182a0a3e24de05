package carousel.model.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.layer.Init;
import carousel.model.Encoder;
import carousel.model.TaggerFile;
import carousel.model.input.TextCoder;
import carousel.store.Provenance;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunningTaggerTest {
    private static final List<String> WORDS = List.of("a", "be", "Cee", "dee", "e1", "eff");
    private static final List<String> SPANS = List.of("O", "B-X", "I-X", "B-Y", "I-Y");
    private static final List<String> KINDS = List.of("N", "V", "D");

    private static List<List<String>> drawn(List<String> names, int sentences, long seed) {
        var random = new Random(seed);
        var all = new ArrayList<List<String>>();
        for (int i = 0; i < sentences; i++) {
            all.add(random.ints(1 + i % 9, 0, names.size()).mapToObj(names::get).toList());
        }
        return all;
    }

    /** A tagger with random weights, whose tags are seldom in order. */
    private static TaggerFile tagger(List<String> names, String... keysAndValues) {
        var settings = Tagger.Settings.presets()
                .with("hidden", 7)
                .with("embedding", 3)
                .with("char-embedding", 2)
                .with("char-hidden", 3);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings = settings.with(keysAndValues[i], keysAndValues[i + 1]);
        }
        var coder = TextCoder.of(settings.text(), List.of(WORDS));
        var tags = drawn(names, 40, 1);
        var key = TagKey.of(TagKey.Kind.of(tags), tags, List.of());
        var drawn = Init.seed(9);
        var model =
                Tree.map(Tagger.of(settings, coder, key, Init.seed(3)), weight -> drawn.uniform(0.9f, weight.shape()));
        var made = new Provenance(TaggerFile.TASK, Map.of(), Map.of(), "test", 0, Provenance.RUNNING);
        return new TaggerFile(model, settings, coder, key, made);
    }

    @ParameterizedTest
    @CsvSource({"lstm, 1, word", "lstm, 2, both", "gru, 3, both", "rnn, 1, char", "peephole, 1, word"})
    void wordByWordItSaysWhatItSaysOfTheWholeSentenceToTheBit(String cell, String layers, String units) {
        for (var names : List.of(SPANS, KINDS)) {
            var file = tagger(names, "cell", cell, "layers", layers, "units", units, "zoneout", "0.1");
            var sentences = new ArrayList<>(drawn(List.of("a", "be", "Cee", "never", "e1"), 27, 5));
            var whole = file.predict(sentences);
            var running = RunningTagger.of(file);
            for (int i = 0; i < sentences.size(); i++) {
                var tags = new ArrayList<String>();
                for (int t = 0; t < sentences.get(i).size(); t++) {
                    var said = running.next(sentences.get(i).get(t));
                    tags.add(said.tag());
                    assertThat(said.probability()).isEqualTo(whole.probability(i, t));
                }
                running.end();
                assertThat(tags).isEqualTo(file.key().names(whole.tags()[i]));
            }
        }
    }

    @Test
    void whatDependsOnLaterWordsIsRefused() {
        for (var both : List.of("bidirectional", "crf")) {
            assertThatThrownBy(() -> RunningTagger.of(tagger(SPANS, both, "true")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("give whole sentences");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "conv, 3, true",
        "body, tcn, true",
        "body, window-mlp, true",
        "layers, 2, true",
        "bidirectional, true, false",
        "reading, backward, false",
        "weight-drop, 0.1, true"
    })
    void anEncoderReadsForwardsUnlessALaterStepChangesAnEarlierOutput(String key, String value, boolean forwards) {
        var encoder = tagger(KINDS, key, value).settings().encoder();
        assertThat(Encoder.forwards(encoder.layers(3, Init.seed(1)))).isEqualTo(forwards);
    }
}
