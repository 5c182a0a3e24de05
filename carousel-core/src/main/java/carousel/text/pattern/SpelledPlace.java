package carousel.text.pattern;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A place in a set of texts that symbols are spelled to, found out as it is met and remembered. Safe for many threads.
 */
public final class SpelledPlace {
    /** More symbols than anybody writes. */
    public static final int NEVER = 1 << 30;

    private static final int MOST_LOOKED_AT = 200_000;
    private static final int UNKNOWN = -1;

    private final Spellings spellings;
    private final Map<Automaton, SpelledPlace> places;
    private final Automaton texts;
    private final boolean first;
    private volatile Next next = Next.NOT_YET;
    private volatile int left = UNKNOWN;

    /** Permitted symbols in rising order, and where each leads. */
    private record Next(int[] symbols, SpelledPlace[] places) {
        static final Next NOT_YET = new Next(new int[0], new SpelledPlace[0]);
    }

    SpelledPlace(Spellings spellings, Automaton texts) {
        this(spellings, new ConcurrentHashMap<>(), texts, true);
    }

    private SpelledPlace(Spellings spellings, Map<Automaton, SpelledPlace> places, Automaton texts, boolean first) {
        this.spellings = spellings;
        this.places = places;
        this.texts = texts;
        this.first = first;
    }

    /** Whether a symbol may come next. */
    public boolean permits(int symbol) {
        return Arrays.binarySearch(next().symbols, symbol) >= 0;
    }

    /** The place after a permitted symbol. */
    public SpelledPlace after(int symbol) {
        var next = next();
        int at = Arrays.binarySearch(next.symbols, symbol);
        if (at < 0) {
            throw new IllegalArgumentException("constraint: symbol " + symbol + " is not permitted here");
        }
        return next.places[at];
    }

    /** Whether the text may end here. */
    public boolean mayEnd() {
        return texts.accepts();
    }

    private Next next() {
        if (next == Next.NOT_YET) {
            var found = new TreeMap<Integer, SpelledPlace>();
            spellings.each(
                    texts,
                    first,
                    (symbol, place) -> found.put(
                            symbol, places.computeIfAbsent(place, p -> new SpelledPlace(spellings, places, p, false))));
            next = new Next(
                    found.keySet().stream().mapToInt(Integer::intValue).toArray(),
                    found.values().toArray(SpelledPlace[]::new));
        }
        return next;
    }

    /** How many symbols at least must still be written before the text may end; {@link #NEVER} where it never can. */
    public int left() {
        if (left == UNKNOWN) {
            left = shortest();
        }
        return left;
    }

    /** Breadth first. Where there is too much to look at, what is known so far: a lower bound. */
    private int shortest() {
        var depths = new LinkedHashMap<SpelledPlace, Integer>(Map.of(this, 0));
        var open = new ArrayDeque<>(List.of(this));
        int least = NEVER;
        while (!open.isEmpty()) {
            var place = open.poll();
            int depth = depths.get(place);
            if (depth >= least || depths.size() > MOST_LOOKED_AT) {
                return Math.min(least, depth);
            }
            if (place.mayEnd()) {
                return depth;
            }
            if (place.left != UNKNOWN) {
                least = Math.min(least, depth + place.left);
                continue;
            }
            for (var further : place.next().places) {
                if (depths.putIfAbsent(further, depth + 1) == null) {
                    open.add(further);
                }
            }
        }
        if (least >= NEVER) {
            depths.keySet().forEach(place -> place.left = NEVER);
        }
        return Math.min(least, NEVER);
    }
}
