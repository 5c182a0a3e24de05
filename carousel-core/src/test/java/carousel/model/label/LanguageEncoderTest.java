package carousel.model.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.Ids;
import carousel.data.TagOrder;
import carousel.layer.Chain;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.model.LanguageModel;
import carousel.model.LanguageModelFile;
import carousel.model.input.Inputs;
import carousel.model.input.TextCoder;
import carousel.recurrent.Bidirectional;
import carousel.recurrent.Stacked;
import carousel.store.Provenance;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import carousel.text.Level;
import carousel.text.Tokenizer;
import carousel.text.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageEncoderTest {
    private static final List<List<String>> TEXTS =
            List.of(List.of("the", "old", "zebra", "sleeps"), List.of("rain"), List.of("old", "rain", "the"));
    private static final Tokenizer WORDS = Tokenizer.of(
            Level.WORD, Vocabulary.of(List.of("sun", "sleeps", "rain", "<eos>", "old", "<unk>", "moon", "the")));
    private static final TagOrder TAGS = TagOrder.any(3);

    private static LanguageModelFile language(Tokenizer tokenizer, String... keysAndValues) {
        var settings = LanguageModel.Settings.presets().with("hidden", 4).with("embedding", 3);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings = settings.with(keysAndValues[i], keysAndValues[i + 1]);
        }
        var model = LanguageModel.of(settings, tokenizer.vocabulary().size(), Init.seed(5));
        var drawn = Init.seed(8);
        var made = new Provenance("lm", Map.of(), Map.of(), "0", 1, "complete");
        return new LanguageModelFile(
                Tree.map(model, weight -> drawn.uniform(0.8f, weight.shape())), settings, tokenizer, made);
    }

    /** A tagger of the texts above. */
    private record Made(Tagger model, Tagger.Settings settings, TextCoder coder) {

        static Made of(String... keysAndValues) {
            var settings = Tagger.Settings.presets().with("hidden", 4).with("embedding", 3);
            for (int i = 0; i < keysAndValues.length; i += 2) {
                settings = settings.with(keysAndValues[i], keysAndValues[i + 1]);
            }
            var units = settings.text().units();
            var split = TEXTS.stream()
                    .map(text -> TextCoder.split(units, String.join(" ", text)))
                    .toList();
            var coder = TextCoder.of(settings.text(), split);
            return new Made(Tagger.of(settings, coder, TAGS, 0, Init.seed(2)), settings, coder);
        }

        LanguageEncoder.Taken begin(LanguageModelFile file) {
            return new LanguageEncoder(file).into(model, settings.encoder(), coder);
        }

        Inputs inputs() {
            return coder.source(TEXTS).inputs(0, 1, 2);
        }

        Sequence vectors() {
            return model.input().read(inputs());
        }

        float[] weight(String name) {
            return Tree.flatten(model).get(name).toArray();
        }
    }

    /** The texts as the language model knows them, which is every word but zebra. */
    private static Ids ids() {
        return Ids.pack(TEXTS.stream()
                .map(text -> text.stream()
                        .map(word -> word.equals("zebra") ? Vocabulary.UNKNOWN : word)
                        .mapToInt(WORDS.vocabulary()::id)
                        .toArray())
                .toArray(int[][]::new));
    }

    private static void giveZebraTheUnknownVector(Made made) {
        var table = Tree.flatten(made.model()).get("input.steps.embed.table");
        int zebra = made.coder().symbols().id("zebra") * 3;
        int unknown = made.coder().symbols().unknown() * 3;
        var values = table.toArray();
        System.arraycopy(values, unknown, values, zebra, 3);
        table.change((w, first, last) -> System.arraycopy(values, first, w, first, last - first));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lstm", "gru", "rnn", "mgu", "peephole"})
    void itsLayersSayWhatTheySaidToTheBit(String cell) {
        var file = language(WORDS, "cell", cell, "layers", "2", "dropout", "0.3");
        var made = Made.of("cell", cell, "layers", "2");
        var before = made.weight("input.steps.embed.table");
        var taken = made.begin(file);
        assertThat(taken.symbols()).isEqualTo(4);
        assertThat(taken.fresh()).containsExactly("head.w", "head.b");
        assertThat(taken.weights()).hasSize(Tree.flatten(file.model().rnn()).size());
        int zebra = made.coder().symbols().id("zebra") * 3;
        assertThat(Arrays.copyOfRange(made.weight("input.steps.embed.table"), zebra, zebra + 3))
                .containsExactly(Arrays.copyOfRange(before, zebra, zebra + 3));
        giveZebraTheUnknownVector(made);
        var model = file.model();
        var expected = model.rnn().scan(model.embed(), ids(), model.start(3)).outputs();
        assertThat(made.model().rnn().apply(made.vectors()).rows().toArray())
                .containsExactly(expected.rows().toArray());
    }

    @Test
    void theForwardHalfOfTheLowestLayerIsFromThere() {
        var file = language(WORDS, "layers", "2");
        var made = Made.of("layers", "2", "bidirectional", "true");
        var taken = made.begin(file);
        assertThat(taken.weights()).hasSize(3).allMatch(name -> name.startsWith("rnn.layers.0.forward.cell."));
        assertThat(taken.fresh()).contains("rnn.layers.0.backward.cell.wx", "rnn.layers.1.forward.cell.wh", "head.b");
        giveZebraTheUnknownVector(made);
        var lowest = (Bidirectional) ((Chain) made.model().rnn()).layers().getFirst();
        var model = file.model();
        var expected =
                ((Stacked) model.rnn()).layers().getFirst().apply(model.embed().apply(ids()));
        assertThat(lowest.both(made.vectors()).forward().rows().toArray())
                .containsExactly(expected.rows().toArray());
    }

    @Test
    void layersAboveAreFreshAndThoseTooManyAreLeftOut() {
        assertThat(Made.of("layers", "2").begin(language(WORDS)).fresh())
                .containsExactly(
                        "rnn.layers.1.cell.wx", "rnn.layers.1.cell.wh", "rnn.layers.1.cell.b", "head.w", "head.b");
        assertThat(Made.of().begin(language(WORDS, "layers", "2")).fresh()).containsExactly("head.w", "head.b");
    }

    @Test
    void spellingsAreReadByRowsOfTheirOwn() {
        var file = language(WORDS);
        var made = Made.of("units", "both", "char-embedding", "2", "char-hidden", "2");
        var before = made.weight("rnn.layers.0.cell.wx");
        var taken = made.begin(file);
        var theirs = Tree.flatten(file.model()).get("rnn.layers.0.cell.wx");
        int same = theirs.size();
        var after = made.weight("rnn.layers.0.cell.wx");
        assertThat(after).hasSize((3 + 4) * 16).startsWith(theirs.toArray());
        assertThat(Arrays.copyOfRange(after, same, after.length))
                .containsExactly(Arrays.copyOfRange(before, same, before.length));
        assertThat(taken.weights()).contains("rnn.layers.0.cell.wx");
        assertThat(taken.fresh())
                .contains("rnn.layers.0.cell.wx", "input.spelling.embed.table")
                .doesNotContain("rnn.layers.0.cell.wh", "input.steps.embed.table");
    }

    @Test
    void whatIsAroundALayerDoesNotMatter() {
        var file = language(WORDS, "weight-drop", "0.2", "zoneout", "0.1");
        var made = Made.of();
        made.begin(file);
        assertThat(made.weight("rnn.layers.0.cell.wh"))
                .containsExactly(Tree.flatten(file.model())
                        .get("rnn.layers.0.layer.cell.wh")
                        .toArray());
    }

    @Test
    void charactersAreSymbolsToo() {
        var characters = Tokenizer.of(Level.CHAR, Vocabulary.of(List.of("e", " ", "r", "t", "\n", "h")));
        var made = Made.of("units", "char");
        assertThat(made.begin(language(characters)).symbols()).isEqualTo(5);
        int h = made.coder().symbols().id("h") * 3;
        assertThat(Arrays.copyOfRange(made.weight("input.steps.embed.table"), h, h + 3))
                .containsExactly(language(characters).model().embed().apply(5).toArray());
    }

    private static void refused(LanguageModelFile file, Made made, String... parts) {
        var before = Tree.map(made.model(), weight -> Tensor.of(weight.toArray(), weight.shape()));
        assertThatThrownBy(() -> made.begin(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parts);
        Tree.flatten(before)
                .forEach((name, weight) -> assertThat(made.weight(name)).containsExactly(weight.toArray()));
    }

    @Test
    void whatDoesNotFitIsNamedAndNothingChanges() {
        var file = language(WORDS);
        var expected = "; expected --embedding 3 --cell lstm --hidden 4";
        refused(file, Made.of("embedding", "5"), "vectors of symbols have 3 numbers there and 5 here" + expected);
        refused(file, Made.of("embedding", "0"), "3 numbers there and 0 here" + expected);
        refused(file, Made.of("hidden", "6"), "rnn.layers.0.cell.wx is [3, 16] there and [3, 24] here" + expected);
        refused(file, Made.of("cell", "gru"), "layer 0 is lstm there and gru here" + expected);
        refused(
                language(WORDS, "cells", "lstm,rnn"),
                Made.of("layers", "2"),
                "layer 1 is rnn there and lstm here; expected --embedding 3 --cells lstm,rnn --hidden 4");
        refused(
                file,
                Made.of("reading", "backward"),
                "its lowest layer has no place in this model, which does not begin with one that reads forwards"
                        + expected);
        refused(file, Made.of("conv", "4"), "its lowest layer has no place");
        refused(file, Made.of("body", "tcn"), "its lowest layer has no place");
        refused(file, Made.of("units", "char"), "a language model of the level word; expected one of the level char");
        refused(language(Tokenizer.bytes()), Made.of(), "of the level byte; expected one of the level word");
        var other = Tokenizer.of(Level.WORD, Vocabulary.of(List.of("le", "la", "<unk>", "<eos>")));
        refused(language(other), Made.of(), "knows none of the symbols");
    }
}
