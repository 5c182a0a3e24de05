package carousel.data.task;

import carousel.data.TextFile;
import carousel.text.DataException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Images and their labels in the format of MNIST: big-endian, magic number 2051 or 2049, sizes, bytes. Immutable. */
final class Idx {
    private static final int IMAGES = 2051;
    private static final int LABELS = 2049;
    private static final int IMAGE_HEADER = 16;
    private static final int LABEL_HEADER = 8;

    private final byte[] images;
    private final byte[] labels;
    private final int pixels;
    private final String digests;

    private Idx(TextFile images, TextFile labels, int side, int classes) {
        this.images = images.bytes();
        this.labels = labels.bytes();
        this.pixels = side * side;
        this.digests = images.sha256() + labels.sha256();
        int count = header(images.where(), this.images, IMAGES, 4);
        requireSize(images.where(), this.images, IMAGE_HEADER + (long) count * pixels);
        var sizes = ByteBuffer.wrap(this.images);
        if (sizes.getInt(8) != side || sizes.getInt(12) != side) {
            throw new DataException(images.where() + ": images of " + sizes.getInt(8) + " × " + sizes.getInt(12)
                    + " pixels; expected " + side + " × " + side);
        }
        if (header(labels.where(), this.labels, LABELS, 2) != count || count == 0) {
            throw new DataException(
                    labels.where() + ": expected a label for each of the " + count + " images of " + images.where());
        }
        requireSize(labels.where(), this.labels, LABEL_HEADER + (long) count);
        for (int i = 0; i < count; i++) {
            if (label(i) >= classes) {
                throw new DataException(labels.where() + ": label " + label(i) + " at byte " + (LABEL_HEADER + i)
                        + "; expected 0 to " + (classes - 1));
            }
        }
    }

    /** The two files whose names begin with a word, packed or not: square images, and labels below a number of classes. */
    static Idx read(Path folder, String name, int side, int classes) {
        return new Idx(
                file(folder, name + "-images-idx3-ubyte"), file(folder, name + "-labels-idx1-ubyte"), side, classes);
    }

    private static TextFile file(Path folder, String name) {
        var packed = folder.resolve(name + ".gz");
        return TextFile.read(Files.exists(packed) ? packed : folder.resolve(name));
    }

    /** The number of images or labels. */
    private static int header(String where, byte[] bytes, int magic, int words) {
        if (bytes.length < 4 * words || ByteBuffer.wrap(bytes).getInt() != magic) {
            throw new DataException(where + ": not an idx file at byte 0; expected the number " + magic);
        }
        return ByteBuffer.wrap(bytes).getInt(4);
    }

    private static void requireSize(String where, byte[] bytes, long size) {
        if (bytes.length != size) {
            throw new DataException(where + ": " + bytes.length + " bytes; expected " + size + ", as its header says");
        }
    }

    int count() {
        return labels.length - LABEL_HEADER;
    }

    /** 0 to 255. */
    int pixel(int image, int place) {
        return images[IMAGE_HEADER + image * pixels + place] & 0xFF;
    }

    int label(int image) {
        return labels[LABEL_HEADER + image] & 0xFF;
    }

    /** One digest for the files of several. */
    static String sha256(Idx... all) {
        var digests = new StringBuilder();
        for (var one : all) {
            digests.append(one.digests);
        }
        return TextFile.sha256(digests.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
