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
 * @param cut what of its learning it had no time for, in words; mostly empty
 * @param ahead by how much the network is better
 */
record Standing(String key, String words, double score, double seconds, String cut, Difference ahead) {

    static Standing of(Rival rival, Budget.Done done, Measure measure, Tally network) {
        var tally = done.scored().tally();
        return new Standing(
                rival.key(),
                rival.words(),
                tally.score(measure),
                done.seconds(),
                done.scored().cut(),
                network.ahead(tally, measure));
    }

    /** Of the network itself, the steps of its examples in a random order. */
    static Standing shuffled(Measure measure, Tally network, Tally other) {
        return new Standing("shuffled", "steps shuffled", other.score(measure), 0, "", network.ahead(other, measure));
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
