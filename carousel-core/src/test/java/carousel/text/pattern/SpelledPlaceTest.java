package carousel.text.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpelledPlaceTest {
    private static final int LONGEST = 4;
    /** Number 2 is an end; the others in front, and behind others. */
    private static final List<String> FRONT = List.of("a", "b", "", "ab", "", "c");

    private static final List<String> BEHIND = List.of(" a", "b", "", "ab", " ", "c");

    /** All sequences of up to so many symbols whose text is one of these. */
    private static List<List<Integer>> all(Automaton texts, int longest) {
        var found = new ArrayList<List<Integer>>();
        var open = new ArrayList<>(List.of(List.<Integer>of()));
        for (int i = 0; i < open.size(); i++) {
            var symbols = open.get(i);
            if (texts.matches(text(symbols))) {
                found.add(symbols);
            }
            for (int symbol = 0; symbol < FRONT.size() && symbols.size() < longest; symbol++) {
                if (!BEHIND.get(symbol).isEmpty()) {
                    var longer = new ArrayList<>(symbols);
                    longer.add(symbol);
                    open.add(longer);
                }
            }
        }
        return found;
    }

    private static String text(List<Integer> symbols) {
        var text = new StringBuilder();
        for (int i = 0; i < symbols.size(); i++) {
            text.append((i == 0 ? FRONT : BEHIND).get(symbols.get(i)));
        }
        return text.toString();
    }

    private static void spell(SpelledPlace place, List<Integer> symbols, List<List<Integer>> found) {
        if (place.mayEnd()) {
            found.add(List.copyOf(symbols));
        }
        for (int symbol = 0; symbol < FRONT.size() && symbols.size() < LONGEST; symbol++) {
            if (place.permits(symbol)) {
                var longer = new ArrayList<>(symbols);
                longer.add(symbol);
                spell(place.after(symbol), longer, found);
            }
        }
    }

    private static List<Automaton> sets() {
        return List.of(
                Automaton.ANY,
                Automaton.beginning("ab"),
                Automaton.beginning("b a"),
                Automaton.oneOf(List.of("abab", "c", "ab a", "", "x", "a b")),
                Automaton.matching("(ab)*c?"),
                Automaton.matching("[^c]*b"),
                Automaton.matching("a.*").and(Automaton.oneOf(List.of("ba", "ab", "abc"))),
                Automaton.matching("x.*"));
    }

    @Test
    void theSequencesAreThoseWhoseTextIsAllowed() {
        for (var texts : sets()) {
            var found = new ArrayList<List<Integer>>();
            spell(Spellings.of(FRONT, BEHIND).within(texts), List.of(), found);
            assertThat(found).containsExactlyInAnyOrderElementsOf(all(texts, LONGEST));
        }
    }

    @Test
    void whatIsLeftIsTheShortestWayToAnEnd() {
        for (var texts : sets()) {
            var place = Spellings.of(FRONT, BEHIND).within(texts);
            var lengths = all(texts, LONGEST).stream().mapToInt(List::size);
            assertThat(place.left()).isEqualTo(lengths.min().orElse(SpelledPlace.NEVER));
            IntStream.range(0, FRONT.size()).filter(place::permits).forEach(symbol -> {
                var further = all(texts, LONGEST).stream()
                        .filter(all -> !all.isEmpty() && all.getFirst() == symbol)
                        .mapToInt(all -> all.size() - 1);
                assertThat(place.after(symbol).left()).isEqualTo(further.min().orElse(SpelledPlace.NEVER));
            });
        }
    }

    @Test
    void whatCanNeverBeFinishedIsToldFromWhatCan() {
        var spellings = Spellings.of(List.of("a", "b"), List.of("a", "b"));
        assertThat(spellings.within(Automaton.matching("a*c")).left()).isEqualTo(SpelledPlace.NEVER);
        assertThat(spellings.within(Automaton.matching("a{7}b|ac")).left()).isEqualTo(8);
        assertThatThrownBy(() -> spellings.within(Automaton.beginning("b")).after(0))
                .hasMessageContaining("symbol 0");
    }
}
