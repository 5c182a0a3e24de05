package carousel.decode;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * What may be written: a place in it, after some symbols. Implementations are immutable and safe for many threads.
 *
 * <pre>
 * Allowed.ANY                                  everything
 * Allowed.prefix(4, 8)                         what begins with 4 8
 * Allowed.lexicon(words)                       one of these
 * Allowed.rearranged(3, 3, 7)                  these in any order
 * Allowed.where(symbol -&gt; symbol &lt; 100)        these symbols alone, in any order
 * Allowed.prefix(4).and(Allowed.lexicon(words))
 * </pre>
 */
public interface Allowed {
    /** Everything. */
    Allowed ANY = new Allowed() {
        @Override
        public boolean permits(int symbol) {
            return true;
        }

        @Override
        public Allowed after(int symbol) {
            return this;
        }

        @Override
        public boolean mayEnd() {
            return true;
        }
    };

    /** Whether a symbol that is not the end may come next. */
    boolean permits(int symbol);

    /** The place after a permitted symbol. */
    Allowed after(int symbol);

    /** Whether the end may come next. */
    boolean mayEnd();

    /**
     * How many symbols at least must still be written before the end may come: more than anybody asks for where it never can.
     * A search does not begin what it cannot finish within the length that was asked for. A lower bound will do.
     */
    default int left() {
        return mayEnd() ? 0 : 1;
    }

    /** Any of the symbols of which this is true, as many as one likes. */
    static Allowed where(IntPredicate symbols) {
        return new Where(symbols);
    }

    /** What begins with these symbols. */
    static Allowed prefix(int... symbols) {
        return symbols.length == 0 ? ANY : new Prefix(symbols.clone(), 0);
    }

    /** One of these, each of its own symbols and the end. */
    static Allowed lexicon(List<int[]> entries) {
        return Trie.of(entries);
    }

    /** These symbols in any order, each as often as it is given: a permutation of a source. */
    static Allowed rearranged(int... symbols) {
        var left = new HashMap<Integer, Integer>();
        for (int symbol : symbols) {
            left.merge(symbol, 1, Integer::sum);
        }
        return new Rest(Map.copyOf(left));
    }

    /** What this and another allow. */
    default Allowed and(Allowed other) {
        return new Both(this, other);
    }

    /** Some symbols alone. */
    record Where(IntPredicate symbols) implements Allowed {
        @Override
        public boolean permits(int symbol) {
            return symbols.test(symbol);
        }

        @Override
        public Allowed after(int symbol) {
            return this;
        }

        @Override
        public boolean mayEnd() {
            return true;
        }
    }

    /** What is left of a beginning. */
    record Prefix(int[] symbols, int at) implements Allowed {
        @Override
        public boolean permits(int symbol) {
            return symbols[at] == symbol;
        }

        @Override
        public Allowed after(int symbol) {
            return at + 1 == symbols.length ? ANY : new Prefix(symbols, at + 1);
        }

        @Override
        public boolean mayEnd() {
            return false;
        }

        @Override
        public int left() {
            return symbols.length - at;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Prefix that && at == that.at && Arrays.equals(symbols, that.symbols);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(symbols) + at;
        }
    }

    /** Entries that share their beginnings. */
    record Trie(Map<Integer, Trie> next, boolean mayEnd, int left) implements Allowed {
        private static final int NEVER = 1 << 30; // and one more is no overflow

        Trie(Map<Integer, Trie> next, boolean mayEnd) {
            this(next, mayEnd, mayEnd ? 0 : 1 + shortest(next));
        }

        private static int shortest(Map<Integer, Trie> next) {
            return next.values().stream().mapToInt(Trie::left).min().orElse(NEVER);
        }

        static Trie of(List<int[]> entries) {
            return of(entries, 0);
        }

        /** The entries behind their first {@code depth} symbols, which they have in common. */
        private static Trie of(List<int[]> entries, int depth) {
            var longer = new HashMap<Integer, List<int[]>>();
            for (var entry : entries) {
                if (entry.length > depth) {
                    longer.computeIfAbsent(entry[depth], symbol -> new java.util.ArrayList<>())
                            .add(entry);
                }
            }
            var next = new HashMap<Integer, Trie>();
            longer.forEach((symbol, rest) -> next.put(symbol, of(rest, depth + 1)));
            return new Trie(Map.copyOf(next), entries.stream().anyMatch(entry -> entry.length == depth));
        }

        @Override
        public boolean permits(int symbol) {
            return next.containsKey(symbol);
        }

        @Override
        public Allowed after(int symbol) {
            return next.getOrDefault(symbol, new Trie(Map.of(), false));
        }
    }

    /** How often each symbol is still to come. */
    record Rest(Map<Integer, Integer> counts) implements Allowed {
        @Override
        public boolean permits(int symbol) {
            return counts.containsKey(symbol);
        }

        @Override
        public Allowed after(int symbol) {
            var fewer = new HashMap<>(counts);
            fewer.computeIfPresent(symbol, (key, count) -> count == 1 ? null : count - 1);
            return new Rest(Map.copyOf(fewer));
        }

        @Override
        public boolean mayEnd() {
            return counts.isEmpty();
        }

        @Override
        public int left() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** What two allow. */
    record Both(Allowed one, Allowed other) implements Allowed {
        @Override
        public boolean permits(int symbol) {
            return one.permits(symbol) && other.permits(symbol);
        }

        @Override
        public Allowed after(int symbol) {
            return new Both(one.after(symbol), other.after(symbol));
        }

        @Override
        public boolean mayEnd() {
            return one.mayEnd() && other.mayEnd();
        }

        @Override
        public int left() {
            return Math.max(one.left(), other.left());
        }
    }
}
