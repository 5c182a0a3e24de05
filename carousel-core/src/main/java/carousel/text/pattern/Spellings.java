package carousel.text.pattern;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the symbols of a vocabulary are spelled, at the front of a text and behind another symbol; those that begin alike are
 * read together. Immutable.
 *
 * <pre>
 * var words = Spellings.of(List.of("a", "an"), List.of(" a", " an"));
 * var place = words.within(Automaton.matching("an? an"));
 * place.permits(1);                          // true: "an"
 * place.after(1).left();                     // 1: one symbol more
 * </pre>
 */
public final class Spellings {
    private final Node front = new Node();
    private final Node behind = new Node();

    private Spellings() {}

    /** One character further on. */
    private static final class Node {
        final Map<Integer, Node> next = new LinkedHashMap<>();
        final List<Integer> symbols = new ArrayList<>();
    }

    /** Symbols by number. A text that cannot be written, such as that of an end, is an empty one; such symbols are never permitted. */
    public static Spellings of(List<String> front, List<String> behind) {
        var spellings = new Spellings();
        for (int symbol = 0; symbol < behind.size(); symbol++) {
            if (!behind.get(symbol).isEmpty()) {
                add(front.get(symbol), symbol, spellings.front);
                add(behind.get(symbol), symbol, spellings.behind);
            }
        }
        return spellings;
    }

    private static void add(String text, int symbol, Node root) {
        var at = root;
        for (var characters = text.codePoints().iterator(); characters.hasNext(); ) {
            at = at.next.computeIfAbsent(characters.next(), c -> new Node());
        }
        at.symbols.add(symbol);
    }

    /** Before the first symbol of a text that is one of a set. */
    public SpelledPlace within(Automaton texts) {
        return new SpelledPlace(this, texts);
    }

    /** Takes a symbol that may be written, and where that leads. */
    interface Found {
        void symbol(int symbol, Automaton place);
    }

    /** All symbols that may be written at a place. */
    void each(Automaton place, boolean first, Found found) {
        walk(first ? front : behind, place, found);
    }

    private static void walk(Node node, Automaton place, Found found) {
        for (int symbol : node.symbols) {
            found.symbol(symbol, place);
        }
        node.next.forEach((character, further) -> {
            var next = place.after(character);
            if (!next.dead()) {
                walk(further, next, found);
            }
        });
    }
}
