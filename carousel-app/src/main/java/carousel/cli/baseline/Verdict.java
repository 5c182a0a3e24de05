package carousel.cli.baseline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What a comparison comes to, in words. Safe for many threads. */
final class Verdict {
    private Verdict() {}

    /** Whether the network is worth it. */
    static String of(Comparison comparison) {
        var rivals = comparison.rivals();
        if (rivals.isEmpty()) {
            return "nothing to compare the network with in the time there was";
        }
        var measure = comparison.measure();
        var better = closest(rivals, Standing::better);
        if (!better.isEmpty()) {
            var rival = better.getFirst();
            return rival.words() + " is better: " + measure.over(rival.lead()) + "the network";
        }
        var equal = closest(rivals, rival -> !rival.behind());
        if (!equal.isEmpty()) {
            var rival = equal.getFirst();
            return rival.words() + " does as well: the network's " + measure.lead(rival.ahead()) + " may be chance";
        }
        var rival = closest(rivals, each -> true).getFirst();
        boolean all = comparison.skipped().isEmpty()
                && rivals.stream().allMatch(each -> each.cut().isEmpty());
        var which = all ? "every baseline: " : "every baseline that had time enough: ";
        return "the network is better than " + which + measure.over(rival.ahead()) + rival.words();
    }

    /** Those of a kind, the best first. */
    private static List<Standing> closest(List<Standing> rivals, Predicate<Standing> kind) {
        return rivals.stream()
                .filter(kind)
                .sorted(Comparator.comparingDouble(rival -> rival.ahead().value()))
                .toList();
    }

    /** Whether the order of the steps helps; a line, or none where that is no question. */
    static List<String> order(Comparison comparison) {
        var measure = comparison.measure();
        return comparison.shuffled().stream()
                .map(other -> other.behind()
                        ? "order helps: " + measure.over(other.ahead()) + "the same network with the steps shuffled"
                        : "order does not help: with the steps shuffled the network does as well ("
                                + measure.words() + " " + score(other.score()) + ", from "
                                + score(comparison.network()) + ")")
                .toList();
    }

    /** A line for the network and each rival, the verdicts, and what was skipped. */
    static List<String> lines(Comparison comparison) {
        var measure = comparison.measure();
        int width = comparison.rivals().stream()
                .mapToInt(rival -> rival.words().length())
                .reduce("network".length(), Math::max);
        var row = "%-" + width + "s  %13s  %8s  %s";
        var lines = new ArrayList<String>();
        lines.add(String.format(Locale.ROOT, row, "", measure.words(), "seconds", "the network is ahead by"));
        lines.add(row(row, "network", comparison.network(), comparison.trainingSeconds(), ""));
        comparison
                .rivals()
                .forEach(rival ->
                        lines.add(row(row, rival.words(), rival.score(), rival.seconds(), lead(measure, rival))));
        comparison
                .skipped()
                .forEach(skipped -> lines.add("skipped: " + skipped.words() + " (" + skipped.reason() + ")"));
        lines.add(of(comparison));
        lines.addAll(order(comparison));
        return lines;
    }

    private static String lead(Measure measure, Standing rival) {
        var lead = measure.lead(rival.ahead());
        return rival.cut().isEmpty() ? lead : lead + " (" + rival.cut() + ")";
    }

    private static String row(String format, String name, double score, double seconds, String lead) {
        return String.format(Locale.ROOT, format, name, score(score), String.format(Locale.ROOT, "%.1f", seconds), lead)
                .stripTrailing();
    }

    private static String score(double score) {
        return String.format(Locale.ROOT, "%.4f", score);
    }
}
