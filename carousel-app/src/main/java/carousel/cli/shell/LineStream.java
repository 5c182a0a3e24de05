package carousel.cli.shell;

import carousel.text.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/**
 * The lines of a stream as they come: none waits for bytes behind its own end, and one that cannot be read does not take
 * those before it along. Lines end with a line feed, a carriage return, or both. One thread at a time.
 */
public final class LineStream {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int BUFFER = 1 << 13;

    private final String where;
    private final InputStream in;
    private final Charset charset;
    private final CharsetDecoder decoder; // complains of what does not fit
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer characters = CharBuffer.allocate(BUFFER).flip();
    private CoderResult state = CoderResult.UNDERFLOW;
    private boolean ended;
    private boolean returned;
    private int number;

    /**
     * A stream at its beginning.
     *
     * @param where stands for it in messages
     */
    public LineStream(String where, InputStream in, Charset charset) {
        this.where = where;
        this.in = in;
        this.charset = charset;
        this.decoder = charset.newDecoder();
    }

    /** What is done with a line and its number, from 1. */
    public interface Reader {
        /** Reads one. */
        void read(String line, int number);
    }

    /** Reads all lines; a {@link DataException} names the one that does not fit the encoding. How many there were. */
    public int each(Reader reader) {
        var line = new StringBuilder();
        boolean begun = false;
        while (more()) {
            char next = characters.get();
            if (next == '\n' && returned) {
                returned = false;
                continue;
            }
            returned = next == '\r';
            begun = next != '\n' && next != '\r';
            if (begun) {
                line.append(next);
            } else {
                finish(line, reader);
            }
        }
        if (begun) {
            finish(line, reader);
        }
        return number;
    }

    private void finish(StringBuilder line, Reader reader) {
        number++;
        boolean marked = number == 1 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK;
        var text = line.substring(marked ? 1 : 0);
        line.setLength(0);
        reader.read(text, number);
    }

    /** Whether there is another character; it waits for bytes only where it has none. */
    private boolean more() {
        while (!characters.hasRemaining()) {
            if (state.isError()) {
                throw new DataException(
                        where + ":" + (number + 1) + ": not " + charset + "; name the encoding with --encoding");
            }
            if (ended && state.isUnderflow()) {
                return false;
            }
            if (state.isUnderflow()) {
                fill();
            }
            characters.clear();
            state = decoder.decode(bytes, characters, ended);
            characters.flip();
        }
        return true;
    }

    private void fill() {
        bytes.compact();
        try {
            int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
            ended = read < 0;
            bytes.position(bytes.position() + Math.max(0, read));
        } catch (IOException e) {
            throw new UncheckedIOException(where + ": " + e.getMessage(), e);
        }
        bytes.flip();
    }
}
