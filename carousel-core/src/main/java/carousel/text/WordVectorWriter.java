package carousel.text;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes word vectors. Safe for many threads. */
final class WordVectorWriter {
    private WordVectorWriter() {}

    static void write(WordVectors vectors, Path path, WordVectors.Form form) {
        for (var word : vectors.words().symbols()) {
            if (word.chars().anyMatch(c -> c <= ' ')) {
                throw new DataException(path + ": " + Symbols.quoted(word)
                        + " cannot be written; expected words without white space or control characters");
            }
        }
        try (var out = open(path)) {
            if (form != WordVectors.Form.GLOVE) {
                out.write(utf8(vectors.words().size() + " " + vectors.dimensions() + "\n"));
            }
            for (var word : vectors.words().symbols()) {
                out.write(utf8(word));
                if (form == WordVectors.Form.BINARY) {
                    out.write(' ');
                    out.write(bytes(vectors.vector(word)));
                } else {
                    out.write(utf8(text(vectors.vector(word))));
                }
                out.write('\n');
            }
        } catch (IOException e) {
            throw new DataException(path + ": cannot be written (" + e.getMessage() + ")", e);
        }
    }

    private static OutputStream open(Path path) throws IOException {
        var out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
        return path.toString().endsWith(".gz") ? new GZIPOutputStream(out, 1 << 16) : out;
    }

    /** The shortest decimals from which the same floats are read. */
    private static String text(float... vector) {
        var text = new StringBuilder();
        for (float value : vector) {
            text.append(' ').append(value);
        }
        return text.toString();
    }

    private static byte[] bytes(float... vector) {
        var bytes = ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
