package carousel.store;

import carousel.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The safetensors format: eight bytes with the length of the header, the header as JSON, then the values of all
 * tensors, little-endian. Reads and writes 32-bit floats only; anything out of order is refused with a {@link
 * StoreException}. Model files are this format with more promises: see {@link Store}. Safe for many threads.
 *
 * <pre>{@code
 * SafeTensors.write(path, new Stored(Map.of("made", "by hand"), Tree.flatten(model)));
 * Tensor w = SafeTensors.read(path).weights().get("rnn.cell.wx");
 * }</pre>
 */
public final class SafeTensors {
    private static final int CHUNK = 1 << 16;

    private SafeTensors() {}

    /** Reads a file of any program, in the order of its header. */
    public static Stored read(Path path) {
        return TensorFile.with(path, TensorFile::stored);
    }

    /** Writes a file whole or not at all; tensors lie in the order of the map. */
    public static void write(Path path, Stored stored) {
        var header = Header.of(stored);
        AtomicFile.write(path, (file, out) -> write(out, header, stored));
    }

    static void write(OutputStream out, Header header, Stored stored) throws IOException {
        if (header.json().length > Header.LARGEST_JSON) {
            throw new IOException(
                    "a header of " + header.json().length + " bytes; readers accept " + Header.LARGEST_JSON);
        }
        out.write(Checksum.length(header.json()));
        out.write(header.json());
        for (var tensor : stored.weights().values()) {
            write(out, tensor);
        }
    }

    private static void write(OutputStream out, Tensor tensor) throws IOException {
        var values = tensor.toArray();
        var chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < values.length; ) {
            int count = Math.min(CHUNK / Float.BYTES, values.length - at);
            chunk.asFloatBuffer().put(values, at, count);
            out.write(chunk.array(), 0, count * Float.BYTES);
            at += count;
        }
    }
}
