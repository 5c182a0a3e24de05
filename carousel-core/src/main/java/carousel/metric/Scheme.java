package carousel.metric;

import carousel.data.TagOrder;
import carousel.text.DataException;
import java.util.List;

/**
 * A way to mark spans with one tag for each word. Immutable.
 *
 * <pre>
 *          New  York  London  is    old       where the first two are one span, and the third another of the same type
 * IOB1     I    I     B       O     O         (Ramshaw, Marcus 1995)
 * BIO      B    I     B       O     O         (Ratnaparkhi 1998; IOB2)
 * BIOES    B    E     S       O     O
 * </pre>
 */
public enum Scheme {
    /** I for every word of a span; B for a first word that touches a span of the same type. */
    IOB1,
    /** B for the first word of a span, I for the others. */
    BIO,
    /** B, I and E for the first, middle and last words of a span, S for its only one. */
    BIOES;

    char prefix(Spans.Span span, int t, boolean touching) {
        boolean first = t == span.from();
        boolean last = t == span.to() - 1;
        return switch (this) {
            case IOB1 -> first && touching ? 'B' : 'I';
            case BIO -> first ? 'B' : 'I';
            case BIOES -> first ? (last ? 'S' : 'B') : last ? 'E' : 'I';
        };
    }

    /** The same spans in this scheme, from any other; tags that make no sense are read as {@link Spans} says. */
    public List<String> rewritten(List<String> tags) {
        return Spans.of(tags).tags(this);
    }

    /** How many tags are not what this scheme would have for the same spans. */
    public int repairs(List<String> tags) {
        var right = rewritten(tags);
        int repairs = 0;
        for (int t = 0; t < tags.size(); t++) {
            repairs += tags.get(t).equals(right.get(t)) ? 0 : 1;
        }
        return repairs;
    }

    /**
     * Which of the tags with these names may follow which: such sequences need no repair.
     *
     * @throws DataException for a tag of another scheme
     */
    public TagOrder order(List<String> names) {
        var tags = names.stream().map(Tag::of).toList();
        for (var tag : tags) {
            if (tag.prefix() != 'O' && name().indexOf(tag.prefix()) < 0) {
                throw new DataException("tag '" + tag + "': not one of " + this + "; expected tags of one scheme");
            }
        }
        return TagOrder.of(names.size(), (before, after) -> allows(at(tags, before), at(tags, after)));
    }

    private static Tag at(List<Tag> tags, int tag) {
        return tag == TagOrder.EDGE ? Tag.OUTSIDE : tags.get(tag);
    }

    private boolean allows(Tag before, Tag after) {
        boolean same = !before.outside() && !after.outside() && before.type().equals(after.type());
        return switch (this) {
            case IOB1 -> after.prefix() != 'B' || same;
            case BIO -> after.prefix() != 'I' || same;
            case BIOES -> {
                boolean open = before.prefix() == 'B' || before.prefix() == 'I';
                boolean inside = after.prefix() == 'I' || after.prefix() == 'E';
                yield open ? inside && same : !inside;
            }
        };
    }
}
