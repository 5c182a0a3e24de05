package carousel.data.reader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Pictures and their labels as idx files, for tests. Safe for many threads. */
public final class IdxFiles {
    static final int IMAGES = 2051;
    static final int LABELS = 2049;

    private IdxFiles() {}

    /** The bytes of one file. */
    static byte[] bytes(int magic, byte[] values, int... sizes) {
        var bytes = ByteBuffer.allocate(4 + 4 * sizes.length + values.length).putInt(magic);
        Arrays.stream(sizes).forEach(bytes::putInt);
        return bytes.put(values).array();
    }

    /** Two files, whose names begin alike; the pictures one after the other, as many as there are labels. */
    public static void write(Path folder, String name, byte[] pixels, int height, int width, byte... labels)
            throws IOException {
        Files.write(folder.resolve(name + "-images-idx3-ubyte"), bytes(IMAGES, pixels, labels.length, height, width));
        Files.write(folder.resolve(name + "-labels-idx1-ubyte"), bytes(LABELS, labels, labels.length));
    }
}
