package carousel.metric;

import carousel.text.DataException;

/**
 * A tag taken apart: {@code B-LOC} is B and LOC. Types may have hyphens of their own, or be empty ({@code B}).
 *
 * @param prefix B begins a span, I goes on, E ends it, S is all of it; O stands outside
 */
record Tag(char prefix, String type) {
    static final Tag OUTSIDE = new Tag('O', "");

    static Tag of(String tag) {
        if (tag.equals("O")) {
            return OUTSIDE;
        }
        boolean known = !tag.isEmpty() && "BIES".indexOf(tag.charAt(0)) >= 0;
        if (!known || tag.length() > 1 && tag.charAt(1) != '-') {
            throw new DataException("tag '" + tag + "': expected O, or B, I, E or S, a hyphen and a type, as in B-LOC");
        }
        return new Tag(tag.charAt(0), tag.substring(Math.min(2, tag.length())));
    }

    boolean outside() {
        return prefix == 'O';
    }

    boolean begins() {
        return prefix == 'B' || prefix == 'S';
    }

    boolean ends() {
        return prefix == 'E' || prefix == 'S';
    }

    /** Whether a span begins here, as conlleval has it: whatever cannot go on begins one. */
    boolean beginsAfter(Tag before) {
        return !outside() && (begins() || before.outside() || before.ends() || !type.equals(before.type));
    }

    @Override
    public String toString() {
        return type.isEmpty() ? String.valueOf(prefix) : prefix + "-" + type;
    }
}
