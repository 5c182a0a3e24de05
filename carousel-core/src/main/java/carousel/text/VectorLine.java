package carousel.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A line of word vectors in text: a word, which may itself hold blanks, and numbers behind it. Only what is asked for
 * is decoded. One thread at a time.
 */
final class VectorLine {
    private static final int LONGEST = 1 << 26;
    private static final Pattern HEADER = Pattern.compile("[0-9]{1,12}[ \t]+[0-9]{1,12}");

    private final Path path;
    private final ByteSource in;
    private byte[] bytes = new byte[1 << 12];
    private int length;
    private int line;

    VectorLine(Path path, ByteSource in) {
        this.path = path;
        this.in = in;
    }

    /** Reads the next line that is not blank, without white space at its end; false when there is none. */
    boolean next() {
        do {
            if (!read()) {
                return false;
            }
        } while (length == 0);
        return true;
    }

    private boolean read() {
        length = 0;
        line++;
        int b = in.read();
        if (b < 0) {
            return false;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (length == LONGEST) {
                throw wrong("longer than " + LONGEST + " bytes; are these word vectors?");
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
            bytes[length++] = (byte) b;
        }
        while (length > 0 && isSpace(bytes[length - 1])) {
            length--;
        }
        return true;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }

    /** Whether these are two whole numbers, as before all vectors. */
    boolean isHeader() {
        return length < 30 && HEADER.matcher(text(0, length)).matches();
    }

    /** The first or second whole number of a header. */
    long header(int index) {
        return Long.parseLong(text(0, length).split("[ \t]+")[index]);
    }

    /** How many numbers stand at the end, behind a word at least. */
    int numbers() {
        var parts = text(0, length).split("[ \t]+");
        int first = parts.length;
        while (first > 1 && Decimal.looksRight(parts[first - 1])) {
            first--;
        }
        return parts.length - first;
    }

    /** The word before so many numbers. */
    String word(int dimensions) {
        int end = length;
        for (int i = 0; i < dimensions; i++) {
            end = before(end);
            if (end <= 0) {
                throw wrong((parts(text(0, length)) - 1) + " numbers; expected a word and " + dimensions
                        + " numbers behind it");
            }
        }
        var word = text(0, end);
        int blank = word.indexOf(' ');
        if (blank >= 0 && Decimal.looksRight(word.substring(blank + 1).split("[ \t]+")[0])) {
            throw wrong((parts(text(0, length)) - 1) + " numbers; expected " + dimensions);
        }
        return word;
    }

    private static int parts(String text) {
        return text.split("[ \t]+").length;
    }

    /** Where the text before the last word of bytes 0 to {@code end} ends. */
    private int before(int end) {
        int at = end;
        while (at > 0 && !isSpace(bytes[at - 1])) {
            at--;
        }
        while (at > 0 && isSpace(bytes[at - 1])) {
            at--;
        }
        return at;
    }

    /** The numbers at the end of the line. */
    void numbersInto(float[] values, int offset, int dimensions) {
        int end = length;
        for (int i = dimensions - 1; i >= 0; i--) {
            int from = before(end);
            try {
                values[offset + i] = Decimal.parse(text(from, end).strip());
            } catch (DataException e) {
                throw e.in(path + ":" + line + ": number " + (i + 1));
            }
            end = from;
        }
    }

    DataException wrong(String complaint) {
        return new DataException(path + ":" + line + ": " + complaint);
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
