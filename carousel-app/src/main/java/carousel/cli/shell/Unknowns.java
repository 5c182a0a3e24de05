package carousel.cli.shell;

import carousel.store.Setting;
import carousel.text.Unknown;

/** The option of commands that meet text which a model may not know. Immutable. */
public record Unknowns(
        @Setting("let a harmless known character stand in for unknown ones, instead of refusing them")
        boolean replaceUnknown) {

    /** What to do with an unknown symbol. */
    public Unknown choice() {
        return replaceUnknown ? Unknown.REPLACE : Unknown.REFUSE;
    }
}
