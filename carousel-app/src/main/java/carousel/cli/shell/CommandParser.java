package carousel.cli.shell;

import carousel.store.SettingException;
import carousel.store.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns the options record of a command into flags and help, and a command line into the record. One thread at a time. */
final class CommandParser<R extends Record> {
    private static final String RECIPE = "recipe";

    private final Command<R> command;
    private final Map<String, Settings.Entry> entries = new LinkedHashMap<>();

    /** A command line that was understood, and the keys of the options that stand on it. */
    record Parsed<R>(R options, Set<String> given, List<String> operands) {}

    CommandParser(Command<R> command) {
        this.command = command;
        for (var entry : Settings.of(command.options())) {
            var preset = command.presets().getOrDefault(entry.key(), entry.preset());
            entries.put(entry.key(), new Settings.Entry(entry.key(), entry.type(), entry.help(), preset));
        }
    }

    private CommandLine line(String flagArity) {
        var specification = CommandSpec.create();
        entries.values().forEach(entry -> specification.addOption(option(entry, flagArity)));
        Settings.of(Common.class).forEach(entry -> specification.addOption(option(entry, flagArity)));
        specification.addOption(OptionSpec.builder("-h", "--help")
                .arity("0")
                .description("show this help")
                .build());
        specification.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .hidden(true)
                .build());
        return HelpText.commandLine(specification, command.manual());
    }

    private static OptionSpec option(Settings.Entry entry, String flagArity) {
        var option = OptionSpec.builder("--" + entry.key()).description(HelpText.of(entry));
        return entry.flag()
                ? option.arity(flagArity)
                        .type(Boolean.class)
                        .fallbackValue("true")
                        .build()
                : option.arity("1")
                        .type(String.class)
                        .paramLabel(HelpText.label(entry))
                        .build();
    }

    String help() {
        return line("0").setSeparator(" ").getUsageMessage();
    }

    /** A flag may be given a value, {@code --tied=false}, to override a recipe. */
    Parsed<R> parse(List<String> arguments) {
        var result = parsed(arguments);
        for (var unmatched : result.unmatched()) {
            throw unknown(unmatched, result.commandSpec());
        }
        var flags = flags(result);
        var recipe = recipe(flags);
        var values = new LinkedHashMap<>(command.presets());
        values.putAll(recipe);
        values.putAll(flags);
        List<String> operands = result.matchedPositionalValue(0, List.of());
        command.manual().check(operands);
        return new Parsed<>(options(values, flags.keySet(), recipe), flags.keySet(), List.copyOf(operands));
    }

    private ParseResult parsed(List<String> arguments) {
        try {
            return line("0..1").parseArgs(arguments.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new UsageException(Character.toLowerCase(e.getMessage().charAt(0))
                    + e.getMessage().substring(1));
        }
    }

    private static SettingException unknown(String option, CommandSpec specification) {
        var names = new ArrayList<String>();
        specification.options().forEach(known -> names.add(known.longestName()));
        return Settings.unknown(option.replaceFirst("=.*", ""), names);
    }

    private Map<String, String> flags(ParseResult result) {
        var flags = new LinkedHashMap<String, String>();
        for (var key : entries.keySet()) {
            if (result.hasMatchedOption("--" + key)) {
                flags.put(key, String.valueOf(result.<Object>matchedOptionValue("--" + key, "")));
            }
        }
        return flags;
    }

    private Map<String, String> recipe(Map<String, String> flags) {
        var known = new LinkedHashSet<>(entries.keySet());
        boolean takesOne = known.remove(RECIPE);
        return takesOne && flags.containsKey(RECIPE) ? Recipes.read(flags.get(RECIPE), known) : Map.of();
    }

    /** Reads the record; a complaint says whether flag or recipe is meant. */
    private R options(Map<String, String> values, Set<String> flags, Map<String, String> recipe) {
        try {
            return Settings.read(command.options(), values);
        } catch (SettingException e) {
            var key = e.getMessage().split(":", 2)[0];
            if (recipe.containsKey(key) && !flags.contains(key)) {
                throw Recipes.in(values.get(RECIPE), e);
            }
            throw entries.containsKey(key) ? new SettingException("--" + e.getMessage(), e) : e;
        }
    }
}
