package carousel.data.generated;

import carousel.text.Spelling;
import java.util.Arrays;
import java.util.Locale;

/** What is made by a rule and called {@code generated:} and its name. */
interface Named {
    /** What stands before every name. */
    String PREFIX = "generated:";

    /** The name of a constant. */
    String name();

    /** As settings write it: {@code generated:negation}. */
    default String label() {
        return PREFIX + name().toLowerCase(Locale.ROOT);
    }

    /** The one of these that has this label. */
    static <E extends Named> E of(String what, String label, E[] all) {
        var labels = Arrays.stream(all).map(Named::label).toList();
        int index = labels.indexOf(label);
        if (index < 0) {
            throw new IllegalArgumentException("unknown " + what + " '" + label + "'; expected one of "
                    + String.join(", ", labels) + ": did you mean '" + Spelling.nearest(label, labels) + "'?");
        }
        return all[index];
    }
}
