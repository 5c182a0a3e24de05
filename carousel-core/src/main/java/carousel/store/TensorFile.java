package carousel.store;

import carousel.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;

/** A safetensors file open for reading: header first, tensors when asked for. One thread at a time. */
final class TensorFile implements AutoCloseable {
    private static final int CHUNK = 1 << 20;
    private static final String NO_SAFETENSORS =
            "not a safetensors file (%s); expected a model written by carousel train";

    private final FileChannel channel;
    private final Header header;
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

    private TensorFile(FileChannel channel) throws IOException {
        this.channel = channel;
        this.header = header();
    }

    /** What is done with an open file. */
    interface Use<R> {
        R apply(TensorFile file) throws IOException;
    }

    /** Opens, uses and closes a file; whatever goes wrong is a {@link StoreException} that begins with the file. */
    static <R> R with(Path path, Use<R> use) {
        if (Files.isDirectory(path)) {
            throw new StoreException(path + ": a folder; expected a file");
        }
        try (var channel = FileChannel.open(path);
                var file = new TensorFile(channel)) {
            return use.apply(file);
        } catch (StoreException e) {
            throw new StoreException(path + ": " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new StoreException(path + ": no such file; check the name", e);
        } catch (AccessDeniedException e) {
            throw new StoreException(path + ": may not be read; check its permissions", e);
        } catch (IOException e) {
            throw new StoreException(path + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private Header header() throws IOException {
        long size = channel.size();
        if (size < Long.BYTES + 2) {
            throw new StoreException(NO_SAFETENSORS.formatted("only " + size + " bytes"));
        }
        long length = bytes(0, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || bytes(Long.BYTES, 1).get() != '{') {
            throw new StoreException(NO_SAFETENSORS.formatted("no header at its beginning"));
        }
        if (length > Header.LARGEST_JSON) {
            throw new StoreException("a header of " + length + " bytes; expected at most " + Header.LARGEST_JSON);
        }
        if (length > size - Long.BYTES) {
            throw new StoreException("cut short: the header has " + length + " bytes, the file " + size
                    + "; restore it from a copy or train again");
        }
        return Header.parse(bytes(Long.BYTES, (int) length).array(), size - Long.BYTES - length);
    }

    private ByteBuffer bytes(long position, int count) throws IOException {
        var bytes = ByteBuffer.allocate(count);
        fill(bytes, position);
        return bytes;
    }

    private void fill(ByteBuffer buffer, long position) throws IOException {
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, position + buffer.position());
            if (count < 0) {
                throw new EOFException("it ends at byte " + channel.size());
            }
        }
        buffer.flip();
    }

    Header contents() {
        return header;
    }

    /** Reads all tensors. */
    Stored stored() throws IOException {
        var weights = new LinkedHashMap<String, Tensor>();
        for (var entry : header.slots().entrySet()) {
            weights.put(entry.getKey(), tensor(entry.getValue()));
        }
        return new Stored(header.metadata(), weights);
    }

    private Tensor tensor(Header.Slot slot) throws IOException {
        var values = new float[slot.size()];
        for (int at = 0; at < values.length; ) {
            int count = Math.min(CHUNK / Float.BYTES, values.length - at);
            fill(chunk.clear().limit(count * Float.BYTES), data() + slot.begin() + (long) at * Float.BYTES);
            chunk.asFloatBuffer().get(values, at, count);
            at += count;
        }
        return Tensor.of(values, slot.shape());
    }

    private long data() {
        return Long.BYTES + header.json().length;
    }

    /** The SHA-256 of the file as it would be with another header of the same length. */
    String sha256(byte[] json) throws IOException {
        var digest = Checksum.digest();
        digest.update(Checksum.length(json));
        digest.update(json);
        update(digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    private void update(MessageDigest digest) throws IOException {
        long size = channel.size();
        for (long at = data(); at < size; at += CHUNK) {
            fill(chunk.clear().limit((int) Math.min(CHUNK, size - at)), at);
            digest.update(chunk);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
