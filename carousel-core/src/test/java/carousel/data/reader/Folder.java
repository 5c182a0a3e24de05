package carousel.data.reader;

import carousel.data.TextFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Files that a test writes. */
record Folder(Path path) {
    TextFile file(String name, String text) throws IOException {
        return TextFile.read(write(name, text.getBytes(StandardCharsets.UTF_8)));
    }

    Path write(String name, byte... bytes) throws IOException {
        return Files.write(path.resolve(name), bytes);
    }

    Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] packed(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
