package carousel.store;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Values of settings as text and back. Safe for many threads. */
final class SettingValue {
    private static final Set<Class<?>> WHOLE = Set.of(int.class, long.class);
    private static final Set<Class<?>> REAL = Set.of(float.class, double.class);
    private static final Set<Class<?>> TEXT = Set.of(String.class, Path.class);
    // Java's own parser would also take 1f, 0x1p3 and NaN
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private SettingValue() {}

    static boolean supported(Class<?> type) {
        return WHOLE.contains(type) || REAL.contains(type) || empty(type) || type == boolean.class || type.isEnum();
    }

    /** Whether "nothing" is a value of this type. */
    static boolean empty(Class<?> type) {
        return TEXT.contains(type);
    }

    /** The value when there is neither text nor preset. */
    static Object none(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        return type == Path.class ? Path.of("") : "";
    }

    static List<String> choices(Class<?> type) {
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants()).map(SettingValue::text).toList()
                : List.of();
    }

    static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + String.join(", ", choices(type));
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == Path.class) {
            return "a path";
        }
        return WHOLE.contains(type) ? "a whole number" : REAL.contains(type) ? "a number" : "a text";
    }

    static Object parse(Settings.Entry entry, String text) {
        var type = entry.type();
        if (WHOLE.contains(type) && text.matches("[+-]?\\d+")) {
            return number(entry, text, type == int.class ? Integer::valueOf : Long::valueOf);
        }
        if (REAL.contains(type) && NUMBER.matcher(text).matches()) {
            return number(entry, text, type == float.class ? SettingValue::toFloat : SettingValue::toDouble);
        }
        if (type == boolean.class && Set.of("true", "false").contains(text)) {
            return Boolean.valueOf(text);
        }
        if (type == String.class) {
            return text;
        }
        return type == Path.class ? path(entry, text) : constant(entry, text);
    }

    private static Object number(Settings.Entry entry, String text, Function<String, Number> parser) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException e) {
            throw new SettingException(entry.key() + ": " + text + " is too large for this option", e);
        }
    }

    private static Float toFloat(String text) {
        return finite(Float.valueOf(text));
    }

    private static Double toDouble(String text) {
        return finite(Double.valueOf(text));
    }

    private static <N extends Number> N finite(N number) {
        if (Double.isInfinite(number.doubleValue())) {
            throw new NumberFormatException("infinite");
        }
        return number;
    }

    private static Path path(Settings.Entry entry, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new SettingException(entry.key() + ": not a path (" + e.getReason() + ")", e);
        }
    }

    private static Object constant(Settings.Entry entry, String text) {
        int index = choices(entry.type()).indexOf(text);
        if (index >= 0) {
            return entry.type().getEnumConstants()[index];
        }
        throw new SettingException(entry.key() + ": expected " + expected(entry.type()) + ", got '"
                + text.replaceAll("\\p{Cntrl}", "?") + "'");
    }

    static String text(Object value) {
        return switch (value) {
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            case Float number -> plain(number.toString(), number);
            case Double number -> plain(number.toString(), number);
            default -> value.toString();
        };
    }

    /** Shortest digits, as a person would write them: 5 and 0.0001, not 5.0 and 1.0E-4. */
    private static String plain(String digits, double value) {
        double size = Math.abs(value);
        if (size >= 1e-6 && size < 1e9) {
            return new BigDecimal(digits).stripTrailingZeros().toPlainString();
        }
        return digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
    }
}
