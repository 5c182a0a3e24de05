package carousel.data.reader;

import carousel.data.TextFile;
import carousel.text.DataException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Images or their labels in the idx format of MNIST: big-endian, a magic number that says how many axes there are, the size
 * of each, then bytes. Packed with gzip or not. Immutable.
 *
 * <pre>{@code
 * var images = IdxFile.images(Path.of("train-images-idx3-ubyte.gz"));
 * var labels = images.labels();              // of train-labels-idx1-ubyte.gz beside it
 * images.value(0, 28) / 255f;                // the first pixel of the second row of the first image
 * }</pre>
 */
public final class IdxFile {
    private static final int UNSIGNED_BYTES = 0x800; // the number of axes is added
    private static final long TOO_MANY = 1L << 31; // more than any file that is read

    private final String where;
    private final String name;
    private final String sha256;
    private final byte[] bytes;
    private final int[] sizes;

    private IdxFile(Path path, int axes) {
        var file = TextFile.read(path);
        this.where = file.where();
        this.name = file.name();
        this.sha256 = file.sha256();
        this.bytes = file.bytes();
        this.sizes = new int[axes];
        requireMagic(UNSIGNED_BYTES + axes);
        for (int axis = 0; axis < axes; axis++) {
            sizes[axis] = ByteBuffer.wrap(bytes).getInt(4 + 4 * axis);
            if (sizes[axis] < 1) {
                throw wrong(sizes[axis] + " at byte " + (4 + 4 * axis) + "; expected a size of 1 or more");
            }
        }
        long expected = 1;
        for (int size : sizes) {
            expected = Math.min(TOO_MANY, expected * size);
        }
        if (bytes.length - header() != expected) {
            throw wrong(bytes.length + " bytes" + (expected == TOO_MANY ? "" : "; expected " + (header() + expected))
                    + ": its header says " + said());
        }
    }

    /** Images, [count, rows, columns]; a {@link DataException} says what is wrong with the file. */
    public static IdxFile images(Path path) {
        return new IdxFile(path, 3);
    }

    /** Labels, [count]. */
    static IdxFile labels(Path path) {
        return new IdxFile(path, 1);
    }

    private void requireMagic(int magic) {
        int given = bytes.length < header() ? 0 : ByteBuffer.wrap(bytes).getInt();
        if (given == magic) {
            return;
        }
        var kind = sizes.length == 1 ? "labels" : "images";
        boolean axes = given > UNSIGNED_BYTES && given <= UNSIGNED_BYTES + 4;
        throw wrong(
                axes
                        ? "the number " + given + " at byte 0; expected " + magic + ", of " + kind
                        : "not an idx file at byte 0; expected the number " + magic + ", of " + kind);
    }

    private DataException wrong(String complaint) {
        return new DataException(where + ": " + complaint);
    }

    private String said() {
        return sizes.length == 1
                ? sizes[0] + " labels"
                : sizes[0] + " images of " + sizes[1] + " × " + sizes[2] + " pixels";
    }

    private int header() {
        return 4 + 4 * sizes.length;
    }

    /**
     * The labels of these images, in the file beside it that has {@code labels} and {@code idx1} in its name where this has
     * {@code images} and {@code idx3}; it may be packed where this is not.
     */
    public IdxFile labels() {
        var beside = name.replace("images", "labels").replace("idx3", "idx1");
        for (var each : names(beside)) {
            var path = Path.of(where).resolveSibling(each);
            if (!each.equals(name) && Files.exists(path)) {
                return requireAsMany(labels(path));
            }
        }
        throw wrong("no labels beside it; expected " + beside + ", packed with gzip or not");
    }

    /** A file as it is called, then the same packed or unpacked. */
    private static List<String> names(String name) {
        var names = new ArrayList<>(List.of(name));
        names.add(name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name + ".gz");
        return names;
    }

    private IdxFile requireAsMany(IdxFile labels) {
        if (labels.count() != count()) {
            throw labels.wrong(
                    labels.count() + " labels, but " + where + " has " + count() + " images; expected as many");
        }
        return labels;
    }

    /** The number of images or labels. */
    public int count() {
        return sizes[0];
    }

    /** The pixels of an image from the top down. */
    public int rows() {
        return sizes[1];
    }

    /** The pixels of an image from left to right. */
    public int columns() {
        return sizes[2];
    }

    /** A label, or a pixel counted row by row: 0 to 255. */
    public int value(int item, int place) {
        int each = (bytes.length - header()) / count();
        return bytes[header() + item * each + place] & 0xFF;
    }

    /** Where in the file a label stands, for messages. */
    public int offset(int item) {
        return header() + item;
    }

    /** The file as the caller named it, for messages. */
    public String where() {
        return where;
    }

    /** The file's name without its folder. */
    String name() {
        return name;
    }

    /** The SHA-256 of the file as it lies on the disk. */
    public String sha256() {
        return sha256;
    }
}
