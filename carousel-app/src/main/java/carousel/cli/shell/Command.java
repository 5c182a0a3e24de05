package carousel.cli.shell;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One command. Its options are a record whose components carry {@link carousel.store.Setting}: flags, recipe keys and help
 * follow from it. Implementations are immutable.
 *
 * @param <R> the options
 */
public interface Command<R extends Record> {
    /** The exit code of a command that did its work. */
    int DONE = 0;

    /** The exit code of a command that Ctrl-C has stopped. */
    int INTERRUPTED = 130;

    /** What its help says. */
    Manual manual();

    /** The options record; it validates itself. */
    Class<R> options();

    /** What this command takes, by key, where nothing is given and its record would take something else. */
    default Map<String, String> presets() {
        return Map.of();
    }

    /**
     * What to say of options that change nothing beside the others.
     *
     * @param given the keys of those that stand on the command line itself and not in a recipe
     */
    default List<String> remarks(R options, Set<String> given) {
        return List.of();
    }

    /**
     * Does the work.
     *
     * @param operands what stands on the command line beside the options, as many as the manual allows
     * @return the exit code
     */
    int run(R options, List<String> operands, Console console);
}
