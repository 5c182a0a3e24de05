package carousel.bench.peer;

import carousel.bench.work.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A report as Markdown. */
final class Table {
    private static final List<Column> COMMON = List.of(
            new Column("row", result -> result.row().name()),
            new Column("Carousel ms", result -> number("%.3f", result.millis())),
            new Column(
                    "best peer ms",
                    result -> result.best()
                            .map(best -> number("%.3f", best.millis()))
                            .orElse("–")),
            new Column("best peer", result -> result.best().map(Timing::title).orElse("–")),
            new Column(
                    "ratio",
                    result -> result.ratio().map(ratio -> number("%.2f", ratio)).orElse("–")));

    private Table() {}

    private record Column(String title, Function<Result, String> cell) {}

    static String of(Report report) {
        var text = new StringBuilder(header(report));
        for (var group : Group.values()) {
            if (!report.of(group).isEmpty()) {
                text.append(section(report, group));
            }
        }
        return text.toString();
    }

    /** One line while it runs. */
    static String brief(Result result) {
        var name = result.row().name();
        if (!result.timed()) {
            return name + " " + result.verdict();
        }
        var peer = result.best().map(best -> ", " + best.title() + " " + number("%.3f ms", best.millis()));
        return name + " " + number("%.3f ms", result.millis()) + peer.orElse("");
    }

    private static String header(Report report) {
        var machine = report.machine();
        var text = new StringBuilder();
        text.append("Commit " + machine.commit() + ", " + machine.date() + ". " + machine.processor() + ", "
                + machine.processors() + " processors, " + machine.system() + ". " + machine.jvm() + ", "
                + machine.vectorBits() + "-bit vectors, " + machine.threads() + " threads, peak "
                + number("%.0f", machine.peak()) + " GFLOP/s.\n");
        if (report.effort() == Options.Effort.QUICK) {
            text.append("\nA quick run: too few samples to quote.\n");
        }
        for (var library : report.missing()) {
            text.append("\n" + library + " did not load and is left out.\n");
        }
        return text.toString();
    }

    private static String section(Report report, Group group) {
        var columns = columns(group, report.machine().peak());
        var text = new StringBuilder("\n### " + group.name().toLowerCase(Locale.ROOT) + "\n\n");
        text.append(line(columns.stream().map(Column::title).toList()));
        text.append("|---".repeat(columns.size()) + "|\n");
        for (var result : report.of(group)) {
            text.append(
                    result.timed()
                            ? line(columns.stream()
                                    .map(column -> column.cell().apply(result))
                                    .toList())
                            : "| " + result.row().name() + " | " + result.verdict() + " |\n");
        }
        return text + means(report, group);
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static List<Column> columns(Group group, double peak) {
        var columns = new ArrayList<>(COMMON);
        if (group == Group.BATCH1) {
            columns.subList(2, columns.size()).clear(); // nobody else shows its loop alone
            columns.add(new Column("ns per step", result -> number("%.0f", result.nanosOfStep())));
            columns.add(new Column("weights read GB/s", result -> number("%.0f", result.read())));
            columns.add(new Column("caches give GB/s", result -> number("%.0f", result.readable())));
            columns.add(new Column("of that", result -> number("%.0f %%", 100 * result.read() / result.readable())));
            return columns;
        }
        if (group == Group.STEP || group == Group.TRANSLATE) {
            columns.add(new Column("tokens/s", result -> number("%.0f", result.tokensPerSecond(result.millis()))));
            columns.add(new Column(
                    "peer's tokens/s",
                    result -> result.best()
                            .map(best -> number("%.0f", result.tokensPerSecond(best.millis())))
                            .orElse("–")));
        }
        columns.add(new Column("GFLOP/s", result -> number("%.0f", result.gflops())));
        columns.add(new Column("of peak", result -> number("%.0f %%", 100 * result.gflops() / peak)));
        return columns;
    }

    private static String means(Report report, Group group) {
        var means = report.means(group);
        if (means.isEmpty()) {
            return "";
        }
        var text = new StringBuilder("\nGeometric means of the ratio: ");
        means.forEach((family, mean) -> text.append(family + " " + number("%.2f", mean) + ", "));
        return text + "**all " + number("%.2f", Report.mean(report.of(group))) + "**.\n";
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
