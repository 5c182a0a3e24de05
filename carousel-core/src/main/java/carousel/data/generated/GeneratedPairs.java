package carousel.data.generated;

import carousel.data.Draw;
import carousel.data.TextFile;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.SentencePair;
import carousel.data.task.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Sentences made by a rule, and what they are to become by another. Their symbols are words, those of {@link #INFLECTION}
 * characters. No two have the same source, and parts share none. Immutable.
 *
 * <pre>{@code
 * var train = GeneratedPairs.of("generated:reverse").pairs(Part.TRAIN, 7);
 * var test = GeneratedPairs.SORT.pairs(Part.LONGER, 7);                    // 15 numbers, the same for every seed
 * }</pre>
 */
public enum GeneratedPairs implements Named {
    /**
     * Three to 12 letters, and the same from the end; longer: 13 to 24.
     *
     * <pre>
     * k d a a      a a d k
     * </pre>
     */
    REVERSE(Lists.reversed(3, 12), Lists.reversed(13, 24)),

    /** Three to 12 letters, and the same again; longer: 13 to 24. */
    COPY(Lists.copied(3, 12), Lists.copied(13, 24)),

    /**
     * Five to 10 numbers below 100, and the same by size; longer: 15. From fewer pairs a network learns some by heart, and not
     * the order of the numbers.
     *
     * <pre>
     * 40 7 99 7 12      7 7 12 40 99
     * </pre>
     */
    SORT(100_000, Lists.sorted(5, 10), Lists.sorted(15, 15)),

    /**
     * What a document tells, three of its five to eight sentences together.
     *
     * <pre>
     * ida saw nothing . the day was friday . a boat is what otto sold . on monday the weather was fine . the place was rome .
     *      otto sold a boat in rome on friday
     * </pre>
     */
    SUMMARY(Summary::pair),

    /**
     * The reply to what a customer has said so far: what is known, and the question that comes next.
     *
     * <pre>
     * hello , order 4 7 1 1 / the lamp is broken
     *      i am sorry that the lamp is broken . i have found order 4 7 1 1 . on which day was it ?
     * </pre>
     */
    DIALOGUE(Dialogue::pair),

    /**
     * A form of a verb that English might have, by its rules of spelling.
     *
     * <pre>
     * plip past      plipped
     * recarry third      recarries
     * </pre>
     */
    INFLECTION(Inflection::pair);

    private static final int MOST = 100_000;

    /** How many there are to learn from. */
    private final int learned;

    /** Of all parts but one, and of that, if there is any. */
    private final List<Function<Draw, SentencePair>> rules;

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    GeneratedPairs(Function<Draw, SentencePair>... rules) {
        this(20_000, rules);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    GeneratedPairs(int learned, Function<Draw, SentencePair>... rules) {
        this.learned = learned;
        this.rules = List.of(rules);
    }

    /** By its {@link #label}. */
    public static GeneratedPairs of(String label) {
        return Named.of("pairs", label, values());
    }

    /** Whether something is called as what is made by a rule is. */
    public static boolean named(String label) {
        return label.startsWith(PREFIX);
    }

    /** Whether there are pairs of {@link Part#LONGER}. */
    public boolean hasLonger() {
        return rules.size() > 1;
    }

    /** 20,000 pairs to learn from, 100,000 of {@link #SORT}, or 1000 of any other part. */
    public Labelled<SentencePair> pairs(Part part, long seed) {
        return pairs(part, seed, part == Part.TRAIN ? learned : 1000);
    }

    /**
     * So many pairs of a part; fewer are the first of more.
     *
     * @param seed of what is learned from; the other parts are the same for every seed
     * @param count from 1 to 100,000
     * @throws IllegalArgumentException also for {@link Part#LONGER} where there is none, and where there are not as many
     */
    public Labelled<SentencePair> pairs(Part part, long seed, int count) {
        if (part == Part.LONGER && !hasLonger() || count < 1 || count > MOST) {
            throw new IllegalArgumentException(
                    label() + ": " + count + " pairs of part " + part + "; expected from 1 to " + MOST
                            + (hasLonger() ? "" : ", to learn from, to validate or to test on"));
        }
        var rule = part == Part.LONGER ? rules.getLast() : rules.getFirst();
        var pairs = new ArrayList<SentencePair>();
        var written = new StringBuilder();
        for (var pair : new Different<>(label(), rule, SentencePair::source).of(part, seed, count)) {
            pairs.add(new SentencePair(pair.source(), pair.target(), pairs.size() + 1));
            written.append(pair.source()).append('\t').append(pair.target()).append('\n');
        }
        var sha256 = TextFile.sha256(written.toString().getBytes(StandardCharsets.UTF_8));
        return new Labelled<>(label(), sha256, pairs, List.of());
    }
}
