package carousel.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The symbols of a text at each level: how they are found, ordered and shown. Safe for many threads. */
final class Symbols {
    private static final Comparator<String> BY_CODE_POINT =
            Comparator.comparing(symbol -> symbol.codePoints().toArray(), Arrays::compare);

    private Symbols() {}

    static List<String> bytes() {
        return IntStream.range(0, 256)
                .mapToObj(b -> HexFormat.of().toHexDigits((byte) b))
                .toList();
    }

    static List<String> characters(String text) {
        return text.codePoints()
                .distinct()
                .sorted()
                .mapToObj(Character::toString)
                .toList();
    }

    /** Words by falling count, then by code point; {@code <unk>} has the place that all rare words together earn it. */
    static List<String> words(String text, int minCount) {
        var counts = new HashMap<String, Long>();
        eachWord(text, word -> counts.merge(word, 1L, Long::sum));
        counts.putIfAbsent(Vocabulary.END, 0L);
        return common(counts, minCount);
    }

    /** Symbols by falling count, then by code point; {@code <unk>} has the place that all rare ones together earn it. */
    static List<String> common(Map<String, Long> counts, int minCount) {
        var kept = new HashMap<String, Long>();
        long rare = 0;
        for (var entry : counts.entrySet()) {
            if (entry.getValue() >= minCount || entry.getKey().equals(Vocabulary.END)) {
                kept.put(entry.getKey(), entry.getValue());
            } else {
                rare += entry.getValue();
            }
        }
        kept.merge(Vocabulary.UNKNOWN, rare, Long::sum);
        var order = Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey(BY_CODE_POINT));
        return kept.entrySet().stream().sorted(order).map(Map.Entry::getKey).toList();
    }

    /** Hands over word after word, and {@code <eos>} at each line feed. */
    static void eachWord(String text, Consumer<String> sink) {
        int start = -1;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at); // white space never needs a surrogate pair
            if (!Character.isWhitespace(c)) {
                start = start < 0 ? at : start;
                continue;
            }
            if (start >= 0) {
                sink.accept(text.substring(start, at));
                start = -1;
            }
            if (c == '\n') {
                sink.accept(Vocabulary.END);
            }
        }
        if (start >= 0) {
            sink.accept(text.substring(start));
        }
    }

    /** The symbol in quotes, or nothing but its code points where a terminal could not show it. */
    static String quoted(String symbol) {
        return symbol.codePoints().allMatch(Symbols::printable)
                ? "'" + symbol + "'"
                : String.join(
                        " ", symbol.codePoints().mapToObj(Symbols::codePoint).toList());
    }

    static String codePoint(int c) {
        return String.format("U+%04X", c);
    }

    private static boolean printable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            default -> true;
        };
    }
}
