package carousel.cli.lab;

import carousel.lab.check.Figure;
import carousel.lab.check.Law;
import carousel.lab.check.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Laws and verdicts as lines and as JSON. Safe for many threads. */
public final class Report {
    private Report() {}

    /** One line for each law. */
    public static String list(List<Law<?>> laws) {
        int width = width(laws);
        var text = new StringBuilder();
        for (var law : laws) {
            var title = law.title();
            var picture = Pictures.names().contains(title.name()) ? "  [picture]" : "";
            text.append(String.format(
                    Locale.ROOT,
                    "%-" + width + "s  %-3s  %s%s%n",
                    title.name(),
                    title.system(),
                    title.line(),
                    picture));
        }
        return text.append(laws.size())
                .append(" laws; carousel lab NAME shows the numbers behind one\n")
                .toString();
    }

    private static int width(List<Law<?>> laws) {
        return laws.stream().mapToInt(law -> law.title().name().length()).max().orElse(1);
    }

    /** What a law says, and all its numbers. */
    public static String figures(Law<?> law, Verdict verdict) {
        var title = law.title();
        var text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT, "%s (%s; %s)%n  %s%n", title.name(), title.system(), title.source(), title.line()));
        text.append(String.format(
                Locale.ROOT,
                "  %-6s %18s    %18s %12s %10s  %s%n",
                "",
                "found",
                "expected",
                "difference",
                "tolerance",
                "what"));
        for (var figure : verdict.figures()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-6s %18s %2s %18s %12s %10s  %s%n",
                    figure.passed() ? "ok" : "FAILED",
                    number(figure.found()),
                    figure.relation().sign(),
                    number(figure.expected()),
                    small(figure.difference()),
                    small(figure.tolerance()),
                    figure.name()));
        }
        return verdict.failure().isEmpty() ? text.toString() : text + "  FAILED " + verdict.failure() + "\n";
    }

    /** One line: the verdict and the largest difference. */
    public static String line(Law<?> law, Verdict verdict, List<Law<?>> laws) {
        double worst = verdict.figures().stream()
                .filter(figure -> figure.relation() == Figure.Relation.EQUAL)
                .mapToDouble(figure -> Math.abs(figure.difference()))
                .max()
                .orElse(0);
        return String.format(
                Locale.ROOT,
                "%-6s %-" + width(laws) + "s  %-3s  %3d numbers, off by at most %s%s",
                verdict.passed() ? "ok" : "FAILED",
                law.title().name(),
                law.title().system(),
                verdict.figures().size(),
                small(worst),
                verdict.failure().isEmpty() ? "" : "; " + verdict.failure());
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.9g", value);
    }

    private static String small(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
    }

    /** The law and its numbers by name. */
    public static Map<String, Object> json(Law<?> law, Verdict verdict) {
        var json = json(law);
        json.put("passed", verdict.passed());
        json.put("figures", verdict.figures().stream().map(Report::json).toList());
        return json;
    }

    /** What the law says, by name. */
    public static Map<String, Object> json(Law<?> law) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", law.title().name());
        json.put("system", law.title().system());
        json.put("source", law.title().source());
        json.put("law", law.title().line());
        return json;
    }

    private static Map<String, Object> json(Figure figure) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", figure.name());
        json.put("expected", figure.expected());
        json.put("relation", figure.relation().sign());
        json.put("found", figure.found());
        json.put("tolerance", figure.tolerance());
        json.put("passed", figure.passed());
        return json;
    }
}
