package carousel.text;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of a file one after the other, unpacked if it is gzip, with the number of the next one. One thread at a
 * time.
 */
final class ByteSource implements AutoCloseable {
    private static final int SIZE = 1 << 16;

    private final Path path;
    private final InputStream in;
    private byte[] buffer = new byte[SIZE];
    private int next;
    private int limit;
    private long before;

    private ByteSource(Path path, InputStream in) {
        this.path = path;
        this.in = in;
    }

    static ByteSource open(Path path) {
        if (Files.isDirectory(path)) {
            throw new DataException(path + ": a folder; expected a file");
        }
        try {
            var raw = new BufferedInputStream(Files.newInputStream(path), SIZE);
            try {
                raw.mark(2);
                boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
                raw.reset();
                return new ByteSource(path, packed ? new GZIPInputStream(raw, SIZE) : raw);
            } catch (IOException e) {
                raw.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private static DataException failed(Path path, IOException e) {
        boolean torn = e instanceof ZipException || e instanceof EOFException;
        return torn ? DataException.damaged(path, e) : DataException.unreadable(path, e);
    }

    /** The number of the next byte, counted from 0. */
    long at() {
        return before + next;
    }

    /** The next byte, or -1 at the end. */
    int read() {
        return next < limit || fill(1) ? buffer[next++] & 0xFF : -1;
    }

    /** Up to so many of the next bytes, which stay the next ones. */
    byte[] ahead(int count) {
        fill(count);
        return Arrays.copyOfRange(buffer, next, Math.min(limit, next + count));
    }

    /** Fills an array; false when there are not enough bytes. */
    boolean read(byte[] into) {
        for (int done = 0; done < into.length; ) {
            if (next == limit && !fill(1)) {
                return false;
            }
            int count = Math.min(limit - next, into.length - done);
            System.arraycopy(buffer, next, into, done, count);
            next += count;
            done += count;
        }
        return true;
    }

    /** Makes so many bytes available, if there are any left; false when there are none. */
    private boolean fill(int count) {
        if (limit - next >= count) {
            return true;
        }
        before += next;
        buffer = Arrays.copyOf(Arrays.copyOfRange(buffer, next, limit), Math.max(SIZE, count));
        limit -= next;
        next = 0;
        try {
            limit += in.readNBytes(buffer, limit, buffer.length - limit);
        } catch (IOException e) {
            throw failed(path, e);
        }
        return limit > 0;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw DataException.unreadable(path, e);
        }
    }
}
