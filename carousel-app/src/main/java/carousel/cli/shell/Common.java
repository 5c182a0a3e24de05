package carousel.cli.shell;

import carousel.store.Setting;

/** The options of every command. Immutable. */
record Common(
        @Setting("end standard output with one line of JSON that holds the result")
        boolean json,

        @Setting("show debug lines, and where an error comes from")
        boolean verbose) {}
