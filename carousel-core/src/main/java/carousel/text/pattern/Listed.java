package carousel.text.pattern;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Texts that share their beginnings. Places are equal where they are the same. */
final class Listed implements Automaton {
    private final Map<Integer, Automaton> next;
    private boolean accepts;

    Listed(Map<Integer, Automaton> next, boolean accepts) {
        this.next = next;
        this.accepts = accepts;
    }

    static Listed of(Collection<String> texts) {
        var root = new Listed(new HashMap<>(), false);
        for (var text : texts) {
            var at = root;
            for (var characters = text.codePoints().iterator(); characters.hasNext(); ) {
                at = (Listed) at.next.computeIfAbsent(characters.next(), c -> new Listed(new HashMap<>(), false));
            }
            at.accepts = true;
        }
        return root;
    }

    @Override
    public Automaton after(int character) {
        return next.getOrDefault(character, Whole.NOTHING);
    }

    @Override
    public boolean accepts() {
        return accepts;
    }

    @Override
    public boolean dead() {
        return next.isEmpty() && !accepts;
    }
}
