package carousel.data.generated;

import carousel.data.Draw;
import carousel.data.task.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/**
 * Makes examples by a rule until there are enough different ones of a part. Each belongs to one part, whatever the seed: seven of
 * ten to learn from, one to validate, two to test on. Immutable.
 *
 * @param name of what is made
 * @param rule makes an example
 * @param key examples with the same key are the same
 */
record Different<T>(String name, Function<Draw, T> rule, Function<T, String> key) {
    private static final int PATIENCE = 10_000;

    List<T> of(Part part, long seed, int count) {
        var all = new ArrayList<T>();
        var seen = new HashSet<String>();
        int missed = 0;
        for (long n = 0; all.size() < count; n++) {
            var made = rule.apply(part.draw(seed, n));
            var key = this.key.apply(made);
            if (belongs(key, part) && seen.add(key)) {
                all.add(made);
                missed = 0;
            } else if (++missed > PATIENCE) {
                throw new IllegalArgumentException(
                        name + ": of part " + part + " no more than " + all.size() + " different ones were found");
            }
        }
        return all;
    }

    /** What is longer is so by its rule, and in no other part. */
    private static boolean belongs(String key, Part part) {
        return part == Part.LONGER
                || part
                        == switch (Draw.of(0, key).below(10)) {
                            case 0 -> Part.VALID;
                            case 1, 2 -> Part.TEST;
                            default -> Part.TRAIN;
                        };
    }
}
