package carousel.cli.baseline;

import carousel.metric.Bootstrap.Difference;
import java.util.Map;

/**
 * How a rival has done. Immutable.
 *
 * @param key its name among the figures
 * @param words its name for people
 * @param score on the examples
 * @param seconds that it took
 * @param ahead by how much the network is better
 */
record Standing(String key, String words, double score, double seconds, Difference ahead) {

    static Standing of(String key, String words, double seconds, Measure measure, Tally network, Tally rival) {
        return new Standing(key, words, rival.score(measure), seconds, network.ahead(rival, measure));
    }

    /** Whether the network is surely better. */
    boolean behind() {
        return ahead.low() > 0;
    }

    /** Whether it is surely better than the network. */
    boolean better() {
        return ahead.high() < 0;
    }

    /** By how much it is better than the network. */
    Difference lead() {
        return new Difference(-ahead.value(), -ahead.high(), -ahead.low(), 1 - ahead.wins());
    }

    /** How far the network is ahead, by name. */
    void putLead(Map<String, Object> figures, String prefix) {
        figures.put(prefix + "lead", ahead.value());
        figures.put(prefix + "lead_low", ahead.low());
        figures.put(prefix + "lead_high", ahead.high());
    }
}
