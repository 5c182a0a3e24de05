package carousel.cli.shell;

import carousel.decode.Sample;
import carousel.store.Setting;
import carousel.store.Settings;
import java.util.concurrent.ThreadLocalRandom;

/** The options of commands that draw symbols. Immutable. */
public record Sampling(
        @Setting(value = "below 1 more cautious, above 1 bolder", preset = "1")
        double temperature,

        @Setting(value = "choose among so many of the likeliest symbols; 0: all", preset = "0")
        int topK,

        @Setting(value = "choose among the likeliest symbols that have this probability together", preset = "1")
        double topP,

        @Setting(value = "the same seed gives the same text; 0: another one each time", preset = "0")
        long seed) {

    public Sampling {
        new Sample(temperature, topK, topP, seed); // complains
    }

    /** With a seed, which is told if it is a new one. */
    public Sampling seeded(Console console) {
        if (seed != 0) {
            return this;
        }
        var seeded = Settings.with(this, "seed", ThreadLocalRandom.current().nextLong(1, 1_000_000));
        console.note("seed " + seeded.seed);
        return seeded;
    }

    /** The draws. */
    public Sample choice() {
        return new Sample(temperature, topK, topP, seed);
    }
}
