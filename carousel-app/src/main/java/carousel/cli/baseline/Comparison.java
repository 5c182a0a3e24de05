package carousel.cli.baseline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * How a network has done beside simpler models. Immutable.
 *
 * @param measure by what they are compared
 * @param network the network's score
 * @param trainingSeconds what its training took
 * @param seconds what the comparison took
 * @param rivals that had time enough
 * @param skipped rivals that had not
 * @param shuffled the network itself, the steps of its examples in a random order; empty where that is no question
 */
record Comparison(
        Measure measure,
        double network,
        double trainingSeconds,
        double seconds,
        List<Standing> rivals,
        List<Skipped> skipped,
        List<Standing> shuffled) {

    /** A rival that was given up, and why. */
    record Skipped(String words, String reason) {}

    Comparison {
        rivals = List.copyOf(rivals);
        skipped = List.copyOf(skipped);
        shuffled = List.copyOf(shuffled);
    }

    /** All of it by name; a {@code lead} is how far the network is ahead, above 0 where it is better. */
    SequencedMap<String, Object> figures() {
        var figures = new LinkedHashMap<String, Object>();
        for (var rival : rivals) {
            var prefix = "baseline_" + rival.key() + "_"; // rivals of tags and of intents have different names
            figures.put(prefix + measure.key(), rival.score());
            figures.put(prefix + "seconds", rival.seconds());
            if (!rival.cut().isEmpty()) {
                figures.put(prefix + "cut", rival.cut());
            }
            rival.putLead(figures, prefix);
        }
        figures.put("baseline_network_" + measure.key(), network);
        figures.put(measure.prefix() + "seconds", seconds);
        if (!skipped.isEmpty()) {
            figures.put(
                    measure.prefix() + "skipped",
                    skipped.stream().map(Skipped::words).toList());
        }
        figures.put(measure.prefix() + "verdict", Verdict.of(this));
        for (var other : shuffled) {
            figures.put("shuffled_" + measure.key(), other.score());
            other.putLead(figures, "order_");
            figures.put("order_helps", other.behind());
        }
        return figures;
    }
}
