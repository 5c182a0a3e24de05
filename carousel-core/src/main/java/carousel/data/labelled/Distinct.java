package carousel.data.labelled;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;

/**
 * Leaves out what stands in the data more than once: otherwise a test set shares examples with what was learned from. A
 * remark says how many there were. Safe for many threads.
 *
 * <pre>{@code
 * var names = Distinct.examples(ClassFolder.of("*.txt").read(folder));
 * names.remarks();   // [2038 duplicates left out, 465 contents with several answers]
 * }</pre>
 */
public final class Distinct {
    private Distinct() {}

    /** The first of all examples with the same content and answer; the same content with another answer stays. */
    public static <E extends Item<E>> Labelled<E> examples(Labelled<E> all) {
        var answers = new HashMap<String, Set<String>>();
        var kept = new ArrayList<E>();
        for (var example : all.examples()) {
            if (answers.computeIfAbsent(example.content(), _ -> new HashSet<>()).add(example.answer())) {
                kept.add(example);
            }
        }
        long several = answers.values().stream().filter(set -> set.size() > 1).count();
        return all.with(kept)
                .counting(all.examples().size() - kept.size(), "duplicate left out", "duplicates left out")
                .counting(several, "content with several answers", "contents with several answers");
    }

    /** The first of all examples with the same content, and none of those that are not always answered in one way. */
    public static <E extends Item<E>> Labelled<E> contents(Labelled<E> all) {
        var distinct = examples(all);
        var counts = new HashMap<String, Integer>();
        distinct.examples().forEach(example -> counts.merge(example.content(), 1, Integer::sum));
        var kept = distinct.examples().stream()
                .filter(example -> counts.get(example.content()) == 1)
                .toList();
        return distinct.with(kept)
                .counting(
                        distinct.examples().size() - kept.size(),
                        "example left out, whose answers differ",
                        "examples left out, whose answers differ");
    }
}
