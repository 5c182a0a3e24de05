package carousel.cli.shell;

import carousel.store.Settings;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How help looks. Safe for many threads. */
final class HelpText {
    private static final int WIDTH = 110;

    private HelpText() {}

    /** A command line with the help of a command. */
    static CommandLine commandLine(CommandSpec specification, Manual manual) {
        var usage = usage().customSynopsis(escaped(manual.synopsis()))
                .description("%n" + escaped(manual.summary()), escaped(manual.text()))
                .optionListHeading("%nOptions:%n")
                .footerHeading("%nExample:%n")
                .footer("  " + escaped(manual.example()));
        return commandLine(specification.name("carousel " + manual.name()).usageMessage(usage));
    }

    /** The help of several commands: all, or those of a group. */
    static String overview(String name, List<Manual> manuals) {
        var specification = CommandSpec.create().name(name);
        for (var manual : manuals) {
            var shown = new UsageMessageSpec().description(escaped(manual.summary()));
            specification.addSubcommand(manual.name(), CommandSpec.create().usageMessage(shown));
        }
        var usage = usage().customSynopsis(name + " COMMAND [options]")
                .description("%nCarousel: recurrent neural networks on plain Java.")
                .commandListHeading("%nCommands:%n")
                .footer(
                        "%n'carousel COMMAND --help' shows the options of a command, 'carousel --version' the version.");
        return commandLine(specification.usageMessage(usage)).getUsageMessage();
    }

    private static UsageMessageSpec usage() {
        return new UsageMessageSpec().width(WIDTH).sortOptions(false).abbreviateSynopsis(true);
    }

    private static CommandLine commandLine(CommandSpec specification) {
        return new CommandLine(specification)
                .setUnmatchedArgumentsAllowed(true)
                .setExpandAtFiles(false)
                .setPosixClusteredShortOptionsAllowed(false);
    }

    static String of(Settings.Entry entry) {
        var text = entry.help();
        if (entry.required()) {
            text += " (required)";
        } else if (!entry.preset().isEmpty()) {
            text += " [" + entry.preset() + "]";
        }
        return escaped(text);
    }

    static String label(Settings.Entry entry) {
        var type = entry.type();
        if (type == Path.class) {
            return "FILE";
        }
        if (type == String.class) {
            return "TEXT";
        }
        if (type.isEnum()) {
            return "NAME";
        }
        return type == int.class || type == long.class ? "N" : "X";
    }

    /** Picocli reads its texts as formats. */
    private static String escaped(String text) {
        return text.replace("%", "%%").replace("\n", "%n");
    }
}
