package carousel.text;

/** Numbers as files write them: {@code 5}, {@code -0.25}, {@code 1e-3}. Safe for many threads. */
public final class Decimal {
    private Decimal() {}

    /**
     * The nearest float; white space around the number does not matter.
     *
     * @throws DataException for anything but a finite decimal number; {@link DataException#in} adds the place
     */
    public static float parse(String text) {
        float value = value(text);
        if (Float.isNaN(value)) {
            throw new DataException(Symbols.quoted(text) + " is no number; expected one such as -0.5 or 1e-3");
        }
        if (Float.isInfinite(value)) {
            throw new DataException(text + " is too large; expected a number below 3.4e38");
        }
        return value;
    }

    /** Whether a text is a decimal number, however large. */
    static boolean looksRight(String text) {
        return !Float.isNaN(value(text));
    }

    /** Not a number where there is none. Java itself would also take hexadecimal ones, {@code NaN} and {@code 1f}. */
    private static float value(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && ".eE+- ".indexOf(c) < 0) {
                return Float.NaN;
            }
        }
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException e) {
            return Float.NaN;
        }
    }
}
