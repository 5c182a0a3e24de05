package carousel.cli;

import carousel.cli.lab.Pictures;
import carousel.cli.lab.Report;
import carousel.cli.run.ChartFile;
import carousel.cli.run.PictureOptions;
import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.Manual;
import carousel.cli.shell.Threads;
import carousel.cli.shell.UsageException;
import carousel.lab.Laws;
import carousel.lab.check.Law;
import carousel.lab.check.Verdict;
import carousel.store.Setting;
import carousel.store.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code carousel lab}. Immutable. */
record Lab() implements Command<Lab.Options> {
    private static final int FAILED = 1;
    private static final int SUGGESTIONS = 3;

    /** The options. Immutable. */
    record Options(
            @Setting("check every law, one line each") boolean all,

            @Setting("check something that is wrong in one place, to see how the law fails")
            boolean broken,

            PictureOptions picture,
            Threads threads) {}

    @Override
    public Manual manual() {
        return new Manual(
                "lab",
                List.of("[NAME]..."),
                "",
                "Laws that recurrent networks obey exactly, with the numbers.",
                """

                Without a name, lists the laws. With one or more, checks them and shows what each law expects, in double
                precision or to the bit, beside what the code computes. The exit code is 1 if one fails.""",
                "carousel lab constant-error-carousel --plot carousel.png");
    }

    @Override
    public Class<Options> options() {
        return Options.class;
    }

    @Override
    public int run(Options options, List<String> operands, Console console) {
        if (operands.isEmpty() && !options.all() && !options.picture().wanted()) {
            console.piece(Report.list(Laws.all()));
            console.json(Map.of("laws", Laws.all().stream().map(Report::json).toList()));
            return DONE;
        }
        if (options.all() && !operands.isEmpty()) {
            throw new UsageException("--all: not together with '" + operands.getFirst() + "'; choose one");
        }
        var laws = options.all() ? Laws.all() : named(operands);
        if (options.picture().wanted()) {
            requirePicture(options, operands);
        }
        int code = options.threads().call(() -> check(laws, options, console));
        if (options.picture().wanted()) {
            ChartFile.write(options.picture().file(), () -> ChartFile.png(Pictures.of(operands.getFirst())));
            console.line(options.picture().plot());
        }
        return code;
    }

    private static List<Law<?>> named(List<String> names) {
        var laws = new ArrayList<Law<?>>();
        for (var name : new LinkedHashSet<>(names)) {
            laws.add(Laws.find(name)
                    .orElseThrow(() -> new UsageException(
                            "unknown law '" + name + "'; nearest: " + String.join(", ", nearest(name)))));
        }
        return laws;
    }

    private static List<String> nearest(String name) {
        var left = new ArrayList<>(
                Laws.all().stream().map(law -> law.title().name()).toList());
        var nearest = new ArrayList<String>();
        while (nearest.size() < SUGGESTIONS) {
            nearest.add(Settings.nearest(name, left));
            left.remove(nearest.getLast());
        }
        return nearest;
    }

    private static void requirePicture(Options options, List<String> names) {
        if (names.size() != 1 || !Pictures.names().contains(names.getFirst())) {
            throw new UsageException(
                    "--plot: draws one law that has a picture: " + String.join(", ", Pictures.names()));
        }
        options.picture().requireFree();
    }

    private static int check(List<Law<?>> laws, Options options, Console console) {
        long start = System.nanoTime();
        var results = new ArrayList<Map<String, Object>>();
        int failed = 0;
        for (var law : laws) {
            Verdict verdict = options.broken() ? law.mutant() : law.run();
            failed += verdict.passed() ? 0 : 1;
            results.add(Report.json(law, verdict));
            console.piece(options.all() ? Report.line(law, verdict, laws) + "\n" : Report.figures(law, verdict));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        console.line(String.format(
                Locale.ROOT, "%d passed, %d failed, %.1f seconds", laws.size() - failed, failed, seconds));
        var summary = new LinkedHashMap<String, Object>();
        summary.put("passed", laws.size() - failed);
        summary.put("failed", failed);
        summary.put("seconds", seconds);
        summary.put("laws", results);
        console.json(summary);
        return failed == 0 ? DONE : FAILED;
    }
}
