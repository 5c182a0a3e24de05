package carousel.cli.run;

import carousel.cli.shell.Unused;

/**
 * Examples to choose a model by; where there are none, the last one is kept. Immutable.
 *
 * @param examples how many
 */
public record Choice(int examples) {

    /** Whether there is anything to choose by. */
    public boolean possible() {
        return examples > 0;
    }

    /** Refuses options that speak of a choice where there is none. */
    public void check(Record options, String... keys) {
        if (!possible()) {
            Unused.refuse(options, "not for --valid-fraction 0, which keeps the last model", keys);
        }
    }

    /** How many there are, as a run tells it. */
    public String told() {
        return possible() ? examples + " more for validation" : "none for validation: the last model is kept";
    }
}
