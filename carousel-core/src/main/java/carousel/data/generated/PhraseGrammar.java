package carousel.data.generated;

import carousel.data.Draw;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A context-free grammar (Chomsky 1956) that makes sentences and recognises them. A rule may not begin with its own
 * symbol, not even by way of others. Immutable.
 *
 * <pre>
 * S = A B | A        a rule in each line, with its alternatives; the first symbol is the sentence
 * A = a              what has no rule is a word
 * </pre>
 */
final class PhraseGrammar {
    private final Map<String, List<List<String>>> rules = new LinkedHashMap<>();
    private final String start;

    PhraseGrammar(String text) {
        text.lines()
                .map(line -> line.split(" = "))
                .forEach(sides -> rules.put(sides[0].strip(), alternatives(sides[1])));
        start = rules.keySet().iterator().next();
    }

    private static List<List<String>> alternatives(String text) {
        var all = new ArrayList<List<String>>();
        for (var alternative : text.split("\\|")) {
            all.add(List.of(alternative.strip().split(" ")));
        }
        return all;
    }

    /** A sentence; below so many levels every symbol takes its first alternative, which must lead to words. */
    List<String> sentence(Draw draw, int levels) {
        var words = new ArrayList<String>();
        expand(start, draw, levels, words);
        return words;
    }

    private void expand(String symbol, Draw draw, int levels, List<String> words) {
        var alternatives = rules.get(symbol);
        if (alternatives == null) {
            words.add(symbol);
            return;
        }
        boolean free = levels > 0 || alternatives.stream().allMatch(this::isWords);
        for (var part : alternatives.get(free ? draw.below(alternatives.size()) : 0)) {
            expand(part, draw, levels - 1, words);
        }
    }

    private boolean isWords(List<String> alternative) {
        return alternative.stream().noneMatch(rules::containsKey);
    }

    /** Whether the grammar makes exactly these words. */
    boolean makes(List<String> words) {
        return ends(start, 0, words, new HashMap<>()).contains(words.size());
    }

    private record Begun(String symbol, int from) {}

    /** Where a symbol that begins at a place may end. */
    private TreeSet<Integer> ends(String symbol, int from, List<String> words, Map<Begun, TreeSet<Integer>> known) {
        var alternatives = rules.get(symbol);
        if (alternatives == null) {
            boolean there = from < words.size() && words.get(from).equals(symbol);
            return there ? new TreeSet<>(List.of(from + 1)) : new TreeSet<>();
        }
        var begun = new Begun(symbol, from);
        var before = known.get(begun);
        if (before != null) {
            return before;
        }
        var ends = new TreeSet<Integer>();
        for (var alternative : alternatives) {
            var places = new TreeSet<>(List.of(from));
            for (var part : alternative) {
                var next = new TreeSet<Integer>();
                places.forEach(place -> next.addAll(ends(part, place, words, known)));
                places = next;
            }
            ends.addAll(places);
        }
        known.put(begun, ends);
        return ends;
    }
}
