package carousel.cli.translate;

import carousel.metric.text.Bleu;
import carousel.metric.text.Chrf;
import carousel.metric.text.ExactMatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * How good translations are by the length of their sources. Immutable.
 *
 * @param groups of about as many sentences each, the shortest sources first
 * @param drawn what tells most
 */
public record ByLength(List<Group> groups, Drawn drawn) {
    private static final int WORDS_OF_BLEU = 4;

    /** What a picture shows. */
    public enum Drawn {
        BLEU,
        /** The share that is right, where no expected text has the four words without which there is no BLEU. */
        EXACT_MATCH
    }

    /**
     * Sentences of similar length.
     *
     * @param from the fewest symbols of a source
     * @param to the most
     * @param length the mean
     * @param sequences how many
     */
    public record Group(int from, int to, double length, int sequences, double bleu, double chrf, double exactMatch) {

        Map<String, Object> json() {
            var values = new LinkedHashMap<String, Object>();
            values.put("from", from);
            values.put("to", to);
            values.put("length", length);
            values.put("sequences", sequences);
            values.put("bleu", bleu);
            values.put("chrf", chrf);
            values.put("exact_match", exactMatch);
            return values;
        }

        private String row() {
            var lengths = from == to ? String.valueOf(from) : from + "–" + to;
            return String.format(Locale.ROOT, "%-15s%10d%9.2f%9.2f%9.3f%n", lengths, sequences, bleu, chrf, exactMatch);
        }
    }

    public ByLength {
        groups = List.copyOf(groups);
    }

    static ByLength of(Written written, List<int[]> sources, int groups, Bleu bleu) {
        IntUnaryOperator length = i -> sources.get(i).length;
        var order = IntStream.range(0, sources.size())
                .boxed()
                .sorted(Comparator.comparingInt(length::applyAsInt))
                .toList();
        var found = new ArrayList<Group>();
        int from = 0;
        for (int g = 1; g <= groups; g++) {
            int to = Math.max(from, (int) ((long) order.size() * g / groups));
            while (to > from
                    && to < order.size()
                    && length.applyAsInt(order.get(to)) == length.applyAsInt(order.get(to - 1))) {
                to++; // equal lengths stay together
            }
            if (to > from) {
                found.add(group(written, order.subList(from, to), length, bleu));
                from = to;
            }
        }
        boolean words =
                written.references().stream().anyMatch(all -> all.getFirst().split("\\s+").length >= WORDS_OF_BLEU);
        return new ByLength(found, words ? Drawn.BLEU : Drawn.EXACT_MATCH);
    }

    private static Group group(Written written, List<Integer> some, IntUnaryOperator length, Bleu bleu) {
        var texts = some.stream().map(written.texts()::get).toList();
        var references = some.stream().map(written.references()::get).toList();
        return new Group(
                length.applyAsInt(some.getFirst()),
                length.applyAsInt(some.getLast()),
                some.stream().mapToInt(length::applyAsInt).average().orElse(0),
                some.size(),
                bleu.corpus(texts, references).value(),
                Chrf.standard().corpus(texts, references).value(),
                ExactMatch.standard().corpus(texts, references).value());
    }

    /** The groups as the last line of a command has them. */
    public List<Map<String, Object>> json() {
        return groups.stream().map(Group::json).toList();
    }

    /** The groups as a table under a heading. */
    public String table(String heading) {
        var table = new StringBuilder(heading)
                .append(String.format("%nsource symbols sentences     BLEU     chrF    exact%n"));
        groups.forEach(group -> table.append(group.row()));
        return table.toString();
    }
}
