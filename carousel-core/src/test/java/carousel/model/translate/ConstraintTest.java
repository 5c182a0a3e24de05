package carousel.model.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.data.labelled.SentencePair;
import carousel.decode.Beam;
import carousel.decode.Greedy;
import carousel.decode.Request;
import carousel.decode.Rollout;
import carousel.layer.Init;
import carousel.model.translate.Translator.Said;
import carousel.model.wording.Wording;
import carousel.model.wording.Wordings;
import carousel.model.wording.Writing;
import carousel.model.wording.WritingLevel;
import carousel.store.Settings;
import carousel.text.pattern.Automaton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is written under a constraint is the best of all that it allows, found by writing out everything. */
class ConstraintTest {
    private static final int LONGEST = 4;
    private static final List<SentencePair> PAIRS =
            List.of(new SentencePair("x y", "ab a b", 1), new SentencePair("y", "b ab ab", 2));

    private static Translator translator(String level, long seed) {
        var writing = Settings.read(Writing.class, Map.of("level", level, "pieces", "8"));
        var wordings = Wordings.learn(writing, PAIRS);
        var settings = TranslationSettings.presets().with("hidden", 5);
        return new Translator(TranslationModel.of(settings, wordings, Init.seed(seed)), wordings, LONGEST);
    }

    /** Every sequence of symbols that ends within so many, the end included. */
    private static List<int[]> everything(int symbols, int end) {
        var all = new ArrayList<>(List.of(new int[0]));
        for (int i = 0; i < all.size(); i++) {
            var one = all.get(i);
            for (int s = 0; s < symbols && one.length < LONGEST - 1; s++) {
                if (s != end) {
                    var longer = Arrays.copyOf(one, one.length + 1);
                    longer[one.length] = s;
                    all.add(longer);
                }
            }
        }
        return all;
    }

    private static String spelled(Wording wording, int... symbols) {
        return wording.level() == WritingLevel.WORD
                ? String.join(
                        " ",
                        Arrays.stream(symbols)
                                .mapToObj(wording.vocabulary()::symbol)
                                .toList())
                : wording.text(symbols);
    }

    @Test
    void aBeamFindsTheBestOfAllThatIsAllowedAtAnyLevel() {
        for (var level : List.of("char", "word", "subword")) {
            for (long seed = 0; seed < 3; seed++) {
                var translator = translator(level, seed);
                var target = translator.wordings().target();
                var all = everything(
                        target.vocabulary().size(), target.vocabulary().end());
                var source = translator.wordings().source().ids("y x");
                var scores = new Bitext(all.stream().map(s -> source).toList(), all).scores(translator.model());
                for (var texts : List.of(
                        Automaton.beginning("a"),
                        Automaton.beginning("ab "),
                        Automaton.oneOf(List.of("ab", "b a", "a b", "ba")),
                        Automaton.matching("(b|ab| )*"),
                        Automaton.matching(".*b").and(Automaton.beginning("a")))) {
                    var best = IntStream.range(0, all.size())
                            .filter(i -> texts.matches(spelled(target, all.get(i))))
                            .boxed()
                            .max(Comparator.comparingDouble(i -> scores[i]));
                    var request = new Request(LONGEST, target.allowed(texts));
                    var beam = Beam.of(5000, target.vocabulary().end());
                    var found = translator
                            .translate(translator.sources(List.of("y x")), beam, request)
                            .getFirst();
                    assertThat(best).isPresent();
                    var first = found.stream().filter(Said::ended).findFirst().orElseThrow();
                    assertThat(first.text()).isEqualTo(target.text(all.get(best.get())));
                    assertThat(first.logProbability()).isCloseTo(scores[best.get()], within(1e-4));
                    narrow(translator, texts, request);
                }
            }
        }
    }

    /** Searches that drop most hypotheses still write what is allowed, whole or cut where it may end. */
    private static void narrow(Translator translator, Automaton texts, Request request) {
        var sources = translator.sources(List.of("y x", "", "x x x"));
        int end = translator.model().end();
        for (var search : List.of(Beam.of(1, end), Beam.of(2, end).withBest(2), new Rollout(new Greedy(), end))) {
            assertThat(translator.translate(sources, search, request))
                    .hasSize(3)
                    .allSatisfy(said -> assertThat(said)
                            .isNotEmpty()
                            .allSatisfy(
                                    one -> assertThat(texts.matches(one.text())).isTrue()));
        }
    }

    @Test
    void eachSourceIsRearrangedByItself() {
        for (var level : List.of("char", "word")) {
            var translator = translator(level, 7);
            var texts = List.of("b ab a", "", "a", "a a b", "ab ab");
            var requests = texts.stream()
                    .map(text -> new Request(9, translator.wordings().target().rearranged(text)))
                    .toList();
            var sources = translator.sources(texts);
            for (var search : List.of(translator.beam(1), translator.beam(5))) {
                var all = translator.translate(sources, search, requests);
                for (int i = 0; i < texts.size(); i++) {
                    var said = all.get(i).getFirst();
                    assertThat(said.ended()).isTrue();
                    assertThat(sorted(level, said.text())).isEqualTo(sorted(level, texts.get(i)));
                    var alone = translator.translate(List.of(sources.get(i)), search, requests.get(i));
                    assertThat(alone.getFirst().getFirst().logProbability()).isEqualTo(said.logProbability());
                }
            }
        }
    }

    private static List<String> sorted(String level, String text) {
        return Arrays.stream(text.split(level.equals("word") ? " " : ""))
                .sorted()
                .toList();
    }

    @Test
    void whatIsUnknownOrInPiecesCannotBeRearranged() {
        var words = translator("word", 1).wordings().target();
        assertThatThrownBy(() -> words.rearranged("ab zebra a zebra <eos>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the model never writes 'zebra', '<eos>'");
        var pieces = translator("subword", 1).wordings().target();
        assertThatThrownBy(() -> pieces.rearranged("a")).hasMessageContaining("pieces of words");
    }

    @Test
    void whatCannotBeWrittenIsKnownBefore() {
        var target = translator("char", 1).wordings().target();
        assertThat(target.allowed(Automaton.matching("q+")).left()).isGreaterThan(1000);
        assertThat(target.allowed(Automaton.beginning("a").and(Automaton.beginning("b")))
                        .left())
                .isGreaterThan(1000);
        assertThat(target.allowed(Automaton.beginning("abab")).left()).isEqualTo(4);
        assertThat(target.spelled("a ")).isEqualTo("a ");
    }
}
