package carousel.cli.run;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Numbers as people read them. Safe for many threads. */
public final class Figures {
    private Figures() {}

    /** A loss: four digits behind the point. */
    public static String loss(double loss) {
        return String.format(Locale.ROOT, "%.4f", loss);
    }

    /** Something for which three digits are enough. */
    public static String rough(double value) {
        return value >= 1e6 || value < 1e-3 && value > 0
                ? String.format(Locale.ROOT, "%.3g", value)
                : String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
    }

    /** Hours, minutes and seconds: 1:02:03, or 2:03. */
    public static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    /** One line for each figure, names on the left; what is more than a figure is left out. */
    public static String table(Map<String, ?> figures) {
        int width = figures.keySet().stream().mapToInt(String::length).max().orElse(0);
        var table = new StringBuilder();
        figures.forEach((name, value) -> {
            if (!(value instanceof Collection || value instanceof Map)) {
                table.append(String.format(Locale.ROOT, "%-" + (width + 2) + "s%s%n", name, text(value)));
            }
        });
        return table.toString();
    }

    private static String text(Object value) {
        return value instanceof Double number && Math.abs(number) >= 1000
                ? String.format(Locale.ROOT, "%.1f", number)
                : String.valueOf(value);
    }
}
