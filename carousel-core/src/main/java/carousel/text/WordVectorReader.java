package carousel.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads word vectors, of which it keeps those of the words that are wanted. One thread at a time. */
final class WordVectorReader {
    private static final int MOST_DIMENSIONS = 1_000_000;
    private static final int LONGEST_WORD = 10_000;
    /** Fewer numbers may look like text by accident. */
    private static final int FEW = 4;

    private final Path path;
    private final ByteSource in;
    private final Predicate<String> wanted;
    private final Set<String> words = new LinkedHashSet<>();
    private final byte[] word = new byte[LONGEST_WORD];
    private float[] values = {};
    private int dimensions;

    private WordVectorReader(Path path, ByteSource in, Predicate<String> wanted) {
        this.path = path;
        this.in = in;
        this.wanted = wanted;
    }

    static WordVectors read(Path path, Predicate<String> wanted) {
        try (var in = ByteSource.open(path)) {
            return new WordVectorReader(path, in, wanted).read();
        }
    }

    private WordVectors read() {
        var line = new VectorLine(path, in);
        if (!line.next()) {
            throw new DataException(path + ": empty; expected word vectors");
        }
        boolean header = line.isHeader();
        setDimensions(header ? line.header(1) : line.numbers());
        if (!header) {
            texts(line);
        } else if (isText()) {
            headed(line, line.header(0));
        } else {
            binaries(line.header(0));
        }
        return new WordVectors(Vocabulary.of(words), dimensions, Arrays.copyOf(values, words.size() * dimensions));
    }

    private void setDimensions(long given) {
        if (given < 1 || given > MOST_DIMENSIONS) {
            throw new DataException(path + ":1: " + given + " numbers for each word; expected 1 to " + MOST_DIMENSIONS
                    + ": are these word vectors, as text or in the binary form of word2vec?");
        }
        dimensions = (int) given;
    }

    /** Whether the bytes behind the first word could be text; where numbers are few, they must be numbers in text. */
    private boolean isText() {
        var ahead = in.ahead(Math.max(1 << 12, 5 * dimensions));
        int from = 0;
        while (from < ahead.length && ahead[from] != ' ' && ahead[from] != '\t') {
            from++;
        }
        var text = CharBuffer.allocate(ahead.length);
        int count = Math.min(ahead.length - from, Float.BYTES * Math.max(dimensions, FEW * FEW));
        var result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(ahead, from, count), text, false);
        var decoded = text.flip().toString();
        if (dimensions < FEW) {
            var parts = decoded.lines().findFirst().orElse("").strip().split("[ \t]+");
            return parts.length == dimensions && Stream.of(parts).allMatch(Decimal::looksRight);
        }
        return !result.isError()
                && decoded.chars().noneMatch(c -> Character.isISOControl(c) && "\t\r\n".indexOf(c) < 0);
    }

    private void headed(VectorLine line, long count) {
        for (long i = 0; i < count; i++) {
            if (!line.next()) {
                throw cut(i, count, "");
            }
            text(line);
        }
        if (line.next()) {
            throw line.wrong("more than the " + count + " words of line 1; is it another file's header?");
        }
    }

    private void texts(VectorLine line) {
        do {
            text(line);
        } while (line.next());
    }

    private void text(VectorLine line) {
        var word = line.word(dimensions);
        if (wanted.test(word) && words.add(word)) {
            int from = room();
            line.numbersInto(values, from, dimensions);
        }
    }

    /** Where the vector of the word that was added last goes. */
    private int room() {
        long needed = (long) words.size() * dimensions;
        if (needed > Integer.MAX_VALUE - 8) {
            throw new DataException(path + ": more than 2^31 numbers in the vectors that are wanted; want fewer words");
        }
        if (needed > values.length) {
            values = Arrays.copyOf(values, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(2 * needed, 1 << 12)));
        }
        return (int) needed - dimensions;
    }

    private void binaries(long count) {
        var vector = new byte[Float.BYTES * dimensions];
        for (long i = 0; i < count; i++) {
            var word = word(i, count);
            long at = in.at();
            if (!in.read(vector)) {
                throw cut(i, count, " at byte " + in.at());
            }
            if (wanted.test(word) && words.add(word)) {
                numbers(vector, room(), at);
            }
        }
        int next = in.read();
        if (next >= 0 && (next != '\n' || in.read() >= 0)) {
            throw new DataException(path + ": more bytes than the " + count
                    + " words of its first line have, from byte " + (in.at() - 1) + " on; get the file again");
        }
    }

    private String word(long read, long count) {
        int length = 0;
        long start = in.at();
        for (int b = in.read(); b != ' '; b = in.read()) {
            if (b < 0) {
                throw cut(read, count, " at byte " + in.at());
            }
            if (length == LONGEST_WORD) {
                throw noWord(start);
            }
            if (length > 0 || b != '\n') {
                word[length++] = (byte) b;
            }
        }
        if (length == 0) {
            throw noWord(start);
        }
        return new String(word, 0, length, StandardCharsets.UTF_8);
    }

    private DataException noWord(long start) {
        return new DataException(path + ": no word at byte " + start + "; expected one and a space behind it");
    }

    private void numbers(byte[] vector, int to, long at) {
        var floats = ByteBuffer.wrap(vector).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        for (int i = 0; i < dimensions; i++) {
            values[to + i] = floats.get(i);
            if (!Float.isFinite(values[to + i])) {
                throw new DataException("%s: %s at byte %d; expected finite numbers: is the file damaged?"
                        .formatted(path, values[to + i], at + (long) Float.BYTES * i));
            }
        }
    }

    private DataException cut(long read, long count, String place) {
        return new DataException(path + ": ends" + place + " after " + read + " words, but its first line says " + count
                + "; get the file again");
    }
}
