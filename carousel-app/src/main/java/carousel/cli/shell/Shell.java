package carousel.cli.shell;

import carousel.store.Settings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Finds the command that a command line names, runs it, and turns whatever happens into an exit code. Immutable. */
public final class Shell {
    private static final Set<String> EVERYWHERE = Set.of("--json", "--verbose");
    private static final Set<String> HELP = Set.of("--help", "-h");
    private static final Set<String> VERSION = Set.of("--version", "-V");

    private final List<Command<?>> commands;
    private final Console console;

    private Shell(List<Command<?>> commands, Console console) {
        this.commands = commands;
        this.console = console;
    }

    /** Runs one command line and returns the exit code. */
    public static int run(List<Command<?>> commands, List<String> arguments) {
        var common = new Common(arguments.contains("--json"), arguments.contains("--verbose"));
        configureLog(common);
        var console = Console.of(common);
        try {
            int code = new Shell(commands, console).dispatch(new ArrayList<>(arguments));
            console.flush();
            return code;
        } catch (Throwable thrown) { // out of memory is one line as well
            return Failure.of(thrown).report(console, thrown);
        }
    }

    /** Before the first logger is made. */
    private static void configureLog(Common common) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", common.verbose() ? "debug" : "warn");
        System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
        System.setProperty("org.slf4j.simpleLogger.showLogName", String.valueOf(common.verbose()));
    }

    private int dispatch(List<String> words) {
        while (!words.isEmpty() && EVERYWHERE.contains(words.getFirst())) {
            words.removeFirst();
        }
        if (words.isEmpty() || HELP.contains(words.getFirst())) {
            return overview("carousel", commands);
        }
        if (VERSION.contains(words.getFirst())) {
            console.line(Version.line());
            console.json(Version.facts());
            return Command.DONE;
        }
        if (words.getFirst().startsWith("-")) {
            throw Settings.unknown(words.getFirst(), List.of("--help", "--version", "--json", "--verbose"));
        }
        return choose(words);
    }

    private int choose(List<String> words) {
        var first = words.removeFirst();
        var group = commands.stream()
                .filter(command -> command.manual().name().startsWith(first + " "))
                .toList();
        if (group.isEmpty()) {
            return run(find(first, commands, name -> name.split(" ")[0]), words);
        }
        if (words.isEmpty() || HELP.contains(words.getFirst())) {
            return overview("carousel " + first, group);
        }
        if (words.getFirst().startsWith("-")) {
            throw new UsageException(first + ": the task is missing; for example: "
                    + group.getFirst().manual().example());
        }
        return run(find(words.removeFirst(), group, name -> name.split(" ")[1]), words);
    }

    private static Command<?> find(String word, List<Command<?>> among, UnaryOperator<String> part) {
        var known = new LinkedHashSet<String>();
        for (var command : among) {
            var name = part.apply(command.manual().name());
            if (name.equals(word)) {
                return command;
            }
            known.add(name);
        }
        throw new UsageException(
                "unknown command '" + word + "'; did you mean '" + Settings.nearest(word, known) + "'?");
    }

    private int overview(String name, List<Command<?>> shown) {
        console.piece(
                HelpText.overview(name, shown.stream().map(Command::manual).toList()));
        return Command.DONE;
    }

    private <R extends Record> int run(Command<R> command, List<String> words) {
        var parser = new CommandParser<>(command);
        if (words.stream().anyMatch(HELP::contains)) {
            console.piece(parser.help());
            return Command.DONE;
        }
        var parsed = parser.parse(words);
        command.remarks(parsed.options(), parsed.given()).forEach(console::note);
        return command.run(parsed.options(), parsed.operands(), console);
    }
}
