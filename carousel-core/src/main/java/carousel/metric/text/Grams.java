package carousel.metric.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often each run of n items occurs in a list, repetitions counted. Sums over it do not depend on its order. */
final class Grams {
    private Grams() {}

    static Map<List<String>, Integer> of(List<String> items, int n) {
        var counts = new HashMap<List<String>, Integer>();
        for (int at = 0; at + n <= items.size(); at++) {
            counts.merge(items.subList(at, at + n), 1, Integer::sum);
        }
        return counts;
    }

    /** How many runs of n there are in so many items. */
    static int count(int items, int n) {
        return Math.max(0, items - n + 1);
    }

    /** How many of the first are among the second, each as often as it is there. */
    static long common(Map<List<String>, Integer> first, Map<List<String>, Integer> second) {
        long common = 0;
        for (var entry : first.entrySet()) {
            common += Math.min(entry.getValue(), second.getOrDefault(entry.getKey(), 0));
        }
        return common;
    }
}
