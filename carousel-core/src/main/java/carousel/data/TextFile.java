package carousel.data;

import carousel.text.DataException;
import carousel.text.Level;
import carousel.text.Tokenizer;
import carousel.text.Unknown;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A file read whole: its bytes, its text, its digest. Gzip is recognised by its first bytes and unpacked. Text is
 * decoded strictly, and a UTF-8 byte order mark is dropped. Whatever is wrong is a {@link DataException} that begins
 * with the file. Immutable.
 *
 * <pre>{@code
 * var file = TextFile.read(Path.of("corpus.txt.gz"));
 * int[] ids = file.ids(Tokenizer.characters(file.text(), Case.KEEP), Unknown.REFUSE);
 * }</pre>
 */
public final class TextFile {
    private static final int LARGEST = Integer.MAX_VALUE - 8;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String where;
    private final byte[] bytes;
    private final String sha256;
    private final Charset charset;
    private final boolean unpacked;

    private TextFile(String where, byte[] raw, Charset charset) {
        this.where = where;
        this.charset = charset;
        this.sha256 = sha256(raw);
        this.unpacked = raw.length > 2 && raw[0] == 0x1f && raw[1] == (byte) 0x8b && raw[2] == 8;
        this.bytes = unpacked ? unpack(raw) : raw;
        if (bytes.length == 0) {
            throw new DataException(where + ": empty" + (unpacked ? " after unpacking" : "") + "; expected some text");
        }
    }

    /** Reads a file whose text is UTF-8. */
    public static TextFile read(Path path) {
        return read(path, StandardCharsets.UTF_8);
    }

    /** Reads a file whose text has another encoding. */
    public static TextFile read(Path path, Charset charset) {
        if (Files.isDirectory(path)) {
            throw new DataException(path + ": a folder; expected a file");
        }
        try (var in = Files.newInputStream(path)) {
            return read(path.toString(), in, charset);
        } catch (IOException e) {
            throw DataException.unreadable(path, e);
        }
    }

    /** Reads a stream, standard input for instance, to its end; {@code where} stands for the file in messages. */
    public static TextFile read(String where, InputStream in, Charset charset) throws IOException {
        return new TextFile(where, all(where, in), charset);
    }

    private static byte[] all(String where, InputStream in) throws IOException {
        var bytes = in.readNBytes(LARGEST);
        if (bytes.length == LARGEST && in.read() >= 0) {
            throw new DataException(where + ": larger than 2 GB; split it");
        }
        return bytes;
    }

    private byte[] unpack(byte[] raw) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(raw), 1 << 16)) {
            return all(where, in);
        } catch (IOException e) {
            throw DataException.damaged(where, e);
        }
    }

    /** The SHA-256 of bytes, in hexadecimal. */
    public static String sha256(byte[] raw) {
        return HexFormat.of().formatHex(digest().digest(raw));
    }

    /** The SHA-256 of a file of any size, in hexadecimal. */
    public static String sha256(Path path) {
        var digest = digest();
        try (var in = new DigestInputStream(Files.newInputStream(path), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw DataException.unreadable(path, e);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The file as the caller named it, for messages. */
    public String where() {
        return where;
    }

    /** The file's name without its folder, for provenance. */
    public String name() {
        return where.substring(Math.max(where.lastIndexOf('/'), where.lastIndexOf('\\')) + 1);
    }

    /** The SHA-256 of the file as it lies on the disk (packed, if it is), in hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /** A copy of the unpacked bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The text; a {@link DataException} names the first byte that does not fit the encoding, counted from 0. */
    public String text() {
        var in = ByteBuffer.wrap(bytes);
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var out = CharBuffer.allocate(
                (int) Math.min(LARGEST, Math.ceil((double) decoder.maxCharsPerByte() * in.limit())));
        var result = decoder.decode(in, out, true);
        if (result.isError() || decoder.flush(out).isError()) {
            throw malformed(in.position());
        }
        out.flip();
        var text = out.subSequence(marked() ? 1 : 0, out.length()).toString();
        if (text.isEmpty()) {
            throw new DataException(where + ": empty but for its byte order mark; expected some text");
        }
        return text;
    }

    private boolean marked() {
        return charset.equals(StandardCharsets.UTF_8)
                && bytes.length > 2
                && bytes[0] == (byte) 0xEF
                && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF;
    }

    /** What the text does not show: that a byte order mark was dropped, that the encoding hardly is the right one. */
    public List<String> remarks() {
        if (marked()) {
            return List.of("byte order mark");
        }
        boolean single = charset.canEncode() && charset.newEncoder().maxBytesPerChar() == 1;
        return single && isUtf8()
                ? List.of("read as " + charset + ", but every byte fits UTF-8; check --encoding")
                : List.of();
    }

    /** Whether there are other bytes than those of ASCII, and all fit UTF-8: in other text that hardly happens. */
    private boolean isUtf8() {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return text.length() < bytes.length;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private DataException malformed(int offset) {
        var remedy = charset.equals(StandardCharsets.UTF_8) ? remedy() : "give its own encoding with --encoding";
        return new DataException("%s: not %s at byte %d (0x%02X)%s; %s"
                .formatted(where, charset, offset, bytes[offset], unpacked ? " after unpacking" : "", remedy));
    }

    private String remedy() {
        boolean wide = bytes.length > 1 && (bytes[0] & bytes[1]) == (byte) 0xFE && bytes[0] != bytes[1];
        for (int i = 0; i < bytes.length && !wide; i++) {
            if (bytes[i] == 0) {
                return "the zero at byte " + i + " says that it is no text at all; leave it out";
            }
        }
        return "use --encoding " + (wide ? "utf-16" : "latin1") + " if that is what it is";
    }

    /**
     * The ids of the whole file: of its raw bytes at byte level, of its text otherwise. Messages begin with the file.
     */
    public int[] ids(Tokenizer tokenizer, Unknown unknown) {
        if (tokenizer.level() == Level.BYTE) {
            return tokenizer.ids(bytes);
        }
        var text = text();
        try {
            return tokenizer.ids(text, unknown);
        } catch (DataException e) {
            throw e.in(where);
        }
    }

    @Override
    public String toString() {
        return "TextFile[" + where + "]";
    }
}
