/**
 * How any command works, whatever it does: an options record becomes flags, recipe keys and help; results go to standard
 * output, everything else to standard error; a failure becomes one line and an exit code.
 */
package carousel.cli.shell;
