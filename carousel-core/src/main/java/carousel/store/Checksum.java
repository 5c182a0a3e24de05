package carousel.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The digits of a file's own checksum: where they stand, and the header without them. Safe for many threads. */
final class Checksum {
    static final String KEY = "carousel.sha256";
    static final String ZEROS = "0".repeat(64);
    /** In a header without blanks this stands once: inside a string every quote would have a backslash before it. */
    private static final String BEFORE = "\"" + KEY + "\":\"";

    private Checksum() {}

    /** The index of the first digit in the header, or -1 when it holds no such checksum. */
    static int index(byte[] json) {
        int at = new String(json, StandardCharsets.ISO_8859_1).indexOf(BEFORE);
        return at < 0 ? -1 : at + BEFORE.length();
    }

    /** The header with every digit set to '0'. */
    static byte[] zeroed(byte[] json, int index) {
        var zeroed = json.clone();
        Arrays.fill(zeroed, index, index + ZEROS.length(), (byte) '0');
        return zeroed;
    }

    /** The eight bytes in front of a header. */
    static byte[] length(byte[] json) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .array();
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
