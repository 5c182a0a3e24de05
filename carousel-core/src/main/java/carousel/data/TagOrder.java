package carousel.data;

import carousel.text.DataException;
import java.util.BitSet;

/**
 * Which tags may begin a sequence, follow one another and end it. Immutable, safe for many threads.
 *
 * <pre>{@code
 * // tags 0 and 1 in turn, beginning with 0
 * var order = TagOrder.of(2, (before, after) -> after != before && !(before == TagOrder.EDGE && after == 1));
 * order.allows(0, 1);   // true
 * order.require(tags);  // complains of the first tag that may not stand where it does
 * }</pre>
 */
public final class TagOrder {
    /** What stands before the first tag and after the last. */
    public static final int EDGE = -1;

    private final int tags;
    private final BitSet forbidden; // before, after; EDGE first

    private TagOrder(int tags, BitSet forbidden) {
        this.tags = tags;
        this.forbidden = forbidden;
    }

    /** Whether one tag may follow another; either may be {@link #EDGE}. */
    public interface Rule {
        boolean allows(int before, int after);
    }

    /** So many tags in any order. */
    public static TagOrder any(int tags) {
        return of(tags, (before, after) -> true);
    }

    /** So many tags in the order that a rule allows; it is asked once for each pair. */
    public static TagOrder of(int tags, Rule rule) {
        if (tags < 1) {
            throw new IllegalArgumentException("tags: expected 1 or more, got " + tags);
        }
        var forbidden = new BitSet();
        for (int before = EDGE; before < tags; before++) {
            for (int after = EDGE; after < tags; after++) {
                boolean both = before == EDGE && after == EDGE; // a sequence without tags is always allowed
                forbidden.set(index(tags, before, after), !both && !rule.allows(before, after));
            }
        }
        return new TagOrder(tags, forbidden);
    }

    private static int index(int tags, int before, int after) {
        return (before + 1) * (tags + 1) + after + 1;
    }

    /** K: how many tags there are. */
    public int tags() {
        return tags;
    }

    /** Whether a tag may follow another; either may be {@link #EDGE}. */
    public boolean allows(int before, int after) {
        return !forbidden.get(index(tags, before, after));
    }

    /** The score of a tag after another; -∞ where it is forbidden. */
    public double score(int before, int after, float score) {
        return allows(before, after) ? score : Double.NEGATIVE_INFINITY;
    }

    /** Refuses tags that are none of these, or that stand where they may not. */
    public void require(Ids ids) {
        var lengths = ids.lengths();
        for (int caller = 0; caller < lengths.batch(); caller++) {
            var sequence = ids.sequence(caller);
            for (int t = 0; t <= sequence.length && sequence.length > 0; t++) {
                int before = t == 0 ? EDGE : sequence[t - 1];
                int after = t == sequence.length ? EDGE : sequence[t];
                if (after >= tags) {
                    throw new DataException(
                            "tags: " + after + " in " + place(caller, t) + "; expected 0 to " + (tags - 1));
                }
                if (!allows(before, after)) {
                    throw new DataException("tags: " + named(after) + " after " + named(before) + " in "
                            + place(caller, t) + "; the order forbids it: repair the tags, or allow it");
                }
            }
        }
    }

    private static String named(int tag) {
        return tag == EDGE ? "the edge" : "tag " + tag;
    }

    private static String place(int caller, int step) {
        return "sequence " + caller + ", step " + step;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TagOrder that && tags == that.tags && forbidden.equals(that.forbidden);
    }

    @Override
    public int hashCode() {
        return 31 * tags + forbidden.hashCode();
    }

    @Override
    public String toString() {
        return "TagOrder[" + tags + " tags, " + forbidden.cardinality() + " pairs forbidden]";
    }
}
