package carousel.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Set;

/**
 * Model files: safetensors whose metadata holds the version of the format and the SHA-256 of the whole file with its
 * own digits zeroed. Equal contents are equal files. A file is written whole or not at all; one that is damaged in any
 * bit is refused. Everything that goes wrong is a {@link StoreException} that begins with the file. Safe for many
 * threads.
 *
 * <pre>{@code
 * Store.write(path, new Stored(Map.of("carousel.task", "lm"), Tree.flatten(model)));
 * Stored stored = Store.read(path);
 * }</pre>
 */
public final class Store {
    /** The newest version of the format that is read, and the one that is written. */
    public static final int FORMAT = 1;

    private static final String FORMAT_KEY = "carousel.format";
    private static final String DAMAGED = "damaged (%s); restore it from a copy or train again";

    private Store() {}

    /**
     * Writes a model file; missing folders are made. Version and checksum are added and may not be among the metadata.
     */
    public static void write(Path path, Stored stored) {
        var header = Header.of(stamped(stored));
        int index = Checksum.index(header.json());
        AtomicFile.write(path, (file, out) -> {
            var digits = writeDigested(out, header, stored);
            file.seek(Long.BYTES + index);
            file.write(digits.getBytes(StandardCharsets.US_ASCII));
        });
    }

    private static Stored stamped(Stored stored) {
        for (var key : Set.of(FORMAT_KEY, Checksum.KEY)) {
            if (stored.metadata().containsKey(key)) {
                throw new IllegalArgumentException("metadata '" + key + "' is written by the store itself");
            }
        }
        var metadata = new LinkedHashMap<String, String>();
        metadata.put(FORMAT_KEY, Integer.toString(FORMAT));
        metadata.put(Checksum.KEY, Checksum.ZEROS);
        metadata.putAll(stored.metadata());
        return new Stored(metadata, stored.weights());
    }

    private static String writeDigested(OutputStream out, Header header, Stored stored) throws IOException {
        var digest = Checksum.digest();
        SafeTensors.write(new DigestOutputStream(out, digest), header, stored);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Reads a model file after checking it; version and checksum are taken out of the metadata again. */
    public static Stored read(Path path) {
        return TensorFile.with(path, file -> {
            check(file);
            var stored = file.stored();
            var metadata = new LinkedHashMap<>(stored.metadata());
            metadata.keySet().removeAll(Set.of(FORMAT_KEY, Checksum.KEY));
            return new Stored(metadata, stored.weights());
        });
    }

    private static void check(TensorFile file) throws IOException {
        var header = file.contents();
        var format = header.metadata().get(FORMAT_KEY);
        if (format == null) {
            throw new StoreException("not a Carousel model (safetensors of another program, "
                    + header.slots().size() + " tensors); expected a model written by carousel train");
        }
        if (!format.matches("[1-9][0-9]{0,8}")) {
            throw new StoreException(DAMAGED.formatted("format '" + format + "'"));
        }
        if (Integer.parseInt(format) > FORMAT) {
            throw new StoreException("written by a newer Carousel (format " + format + "; this one reads up to "
                    + FORMAT + "); update Carousel");
        }
        checkSum(file, header);
    }

    private static void checkSum(TensorFile file, Header header) throws IOException {
        var stated = header.metadata().getOrDefault(Checksum.KEY, "");
        int index = Checksum.index(header.json());
        if (index < 0 || !stated.matches("[0-9a-f]{64}")) {
            throw new StoreException(DAMAGED.formatted("it has no checksum"));
        }
        var computed = file.sha256(Checksum.zeroed(header.json(), index));
        if (!computed.equals(stated)) {
            throw new StoreException(DAMAGED.formatted(
                    "checksum " + computed.substring(0, 12) + "…, expected " + stated.substring(0, 12) + "…"));
        }
    }
}
