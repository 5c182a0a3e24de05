package carousel.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.text.WordVectors.Form;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WordVectorsTest {
    @TempDir
    Path folder;

    private Path file(byte... bytes) throws IOException {
        return Files.write(folder.resolve("vectors"), bytes);
    }

    private Path file(String text) throws IOException {
        return file(text.getBytes(UTF_8));
    }

    private static WordVectors all(Path path) {
        return WordVectors.read(path, _ -> true);
    }

    /** Two words of three numbers as word2vec writes them: little endian, a line feed behind each. */
    private static byte[] word2vec() throws IOException {
        var out = new ByteArrayOutputStream();
        out.writeBytes("2 3\nthe ".getBytes(UTF_8));
        out.writeBytes(HexFormat.of().parseHex("0000803e" + "000080bf" + "0a0a0a0a")); // 0.25, -1, 6.6463464e-33
        out.writeBytes("\né ".getBytes(UTF_8));
        out.writeBytes(HexFormat.of().parseHex("00000000" + "00000080" + "ffff7f7f")); // 0, -0, the largest
        out.write('\n');
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "'2 3\nthe 0.25 -1 1e-3\nkey 4 5 6\n'",
        "'the 0.25 -1 1e-3\nkey 4 5 6'",
        "'2 3 \r\nthe 0.25 -1 1e-3 \r\nkey 4 5 6 \r\n\r\n'",
        "'2\t3\nthe\t0.25\t-1\t1e-3\nkey\t4\t5\t6\n'"
    })
    void textIsReadWithAndWithoutHeader(String text) throws IOException {
        var vectors = all(file(text));
        assertThat(vectors.words().symbols()).containsExactly("the", "key");
        assertThat(vectors.dimensions()).isEqualTo(3);
        assertThat(vectors.vector("the")).containsExactly(0.25f, -1f, 0.001f);
        assertThat(vectors.vector("key")).containsExactly(4f, 5f, 6f);
        assertThatThrownBy(() -> vectors.vector("door")).hasMessage("word vectors: 'door' has none");
    }

    @Test
    void binaryIsReadWithAndWithoutLineFeeds() throws IOException {
        var bytes = word2vec();
        var vectors = all(file(bytes));
        assertThat(vectors.words().symbols()).containsExactly("the", "é");
        assertThat(vectors.vector("the")).containsExactly(0.25f, -1f, Float.intBitsToFloat(0x0a0a0a0a));
        assertThat(Float.floatToRawIntBits(vectors.vector("é")[1])).isEqualTo(0x80000000);
        assertThat(vectors.vector("é")[2]).isEqualTo(Float.MAX_VALUE);
        var without = new ByteArrayOutputStream();
        without.write(bytes, 0, 4 + 16);
        without.write(bytes, 4 + 16 + 1, bytes.length - 4 - 16 - 2);
        assertThat(all(file(without.toByteArray())).vector("é")[2]).isEqualTo(Float.MAX_VALUE);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadToTheBit(Form form) throws IOException {
        for (long seed = 0; seed < 60; seed++) {
            var random = new Random(seed);
            var written = random(random, 1 + random.nextInt(seed % 2 == 0 ? 4 : 60));
            var path = folder.resolve(seed % 3 == 0 ? "vectors.gz" : "vectors");
            written.write(path, form);
            var read = all(path);
            assertThat(read.words()).as("seed %d", seed).isEqualTo(written.words());
            for (var word : read.words().symbols()) {
                assertThat(bits(read.vector(word))).as("seed %d", seed).isEqualTo(bits(written.vector(word)));
            }
            var again = folder.resolve(seed % 3 == 0 ? "again.gz" : "again");
            read.write(again, form);
            assertThat(again).hasSameBinaryContentAs(path);
        }
    }

    private static WordVectors random(Random random, int dimensions) {
        var words = new ArrayList<String>();
        for (int i = 0; i < 1 + random.nextInt(30); i++) {
            words.add(List.of("w", "é", "中", "😀", "7", "-", "\u00a0").get(i % 7) + (i < 7 ? "" : i));
        }
        var values = new float[words.size() * dimensions];
        for (int i = 0; i < values.length; i++) {
            float any = Float.intBitsToFloat(random.nextInt());
            values[i] = i % 3 > 0 ? (float) random.nextGaussian() : Float.isFinite(any) ? any : -0f;
        }
        return WordVectors.of(Vocabulary.of(words), dimensions, values);
    }

    private static int[] bits(float... values) {
        var bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }

    @Test
    void onlyWhatIsWantedIsLookedAt() throws IOException {
        var known = Vocabulary.of(List.of("c", "a", "x"));
        var vectors = WordVectors.read(file("a 1 2\nb what is-this\nc 5 6\na 7 8\n"), known::contains);
        assertThat(vectors.words().symbols()).containsExactly("a", "c");
        assertThat(vectors.vector("a")).containsExactly(1f, 2f);
        assertThat(vectors.vector("c")).containsExactly(5f, 6f);
        var binary = word2vec();
        binary[4 + 4 + 2] = (byte) 0xc0;
        binary[4 + 4 + 3] = 0x7f; // the first number of "the" is none
        assertThat(WordVectors.read(file(binary), "é"::equals).words().symbols())
                .containsExactly("é");
        assertThatThrownBy(() -> all(file(binary)))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith(": NaN at byte 8; expected finite numbers: is the file damaged?");
        var none = WordVectors.read(file("1 2\na 1 2\n"), _ -> false);
        assertThat(none.words().size()).isZero();
        assertThat(none.dimensions()).isEqualTo(2);
    }

    @Test
    void wordsMayHoldBlanks() throws IOException {
        var vectors = all(file("a 1 2\n. . . 3 4\nat me@x.org 5 6\n7 8 9\n"));
        assertThat(vectors.words().symbols()).containsExactly("a", ". . .", "at me@x.org", "7");
        assertThat(vectors.vector(". . .")).containsExactly(3f, 4f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 3;a 1 2 3;b 4 5 | :3: 2 numbers; expected a word and 3 numbers behind it",
                "2 3;a 1 2 3;b 4 5 6 7 | :3: 4 numbers; expected 3",
                "a 1 2 3;b 4 5 | :2: 2 numbers; expected a word and 3 numbers behind it",
                "a 1 2 3;b 4 5 6 7 | :2: 4 numbers; expected 3",
                "a 1 2 3;; 4 5 6 | :3: 3 numbers; expected a word and 3 numbers behind it",
                "2 4;a 1 2 3 4;b 4 5x 6 7 | :3: number 2: '5x' is no number; expected one such as -0.5 or 1e-3",
                "2 4;a 1 nan 3 4 | :2: number 2: 'nan' is no number; expected one such as -0.5 or 1e-3",
                "3 2;a 1 2;b 3 4 | : ends after 2 words, but its first line says 3; get the file again",
                "1 2;a 1 2;b 3 4 | :3: more than the 1 words of line 1; is it another file's header?",
                "a b c | :1: 0 numbers for each word; expected 1 to 1000000: are these word vectors, as text or in the"
                        + " binary form of word2vec?",
                "5 0 | :1: 0 numbers for each word; expected 1 to 1000000: are these word vectors, as text or in the"
                        + " binary form of word2vec?",
                ";; | : empty; expected word vectors",
            })
    void wrongTextIsNamed(String text, String complaint) throws IOException {
        var path = file(text.replace(";", "\n"));
        assertThatThrownBy(() -> all(path)).isInstanceOf(DataException.class).hasMessage(path + complaint);
    }

    @Test
    void filesCutShortAreRefusedAtEveryLength() throws IOException {
        var binary = word2vec();
        for (int length = 5; length < binary.length - 1; length++) {
            var path = file(Arrays.copyOf(binary, length));
            assertThatThrownBy(() -> all(path))
                    .as("length %d", length)
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith(path + ": ends at byte " + length + " after ")
                    .hasMessageEndingWith(" words, but its first line says 2; get the file again");
        }
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(binary);
        }
        var packed = out.toByteArray();
        assertThat(all(file(packed)).words().size()).isEqualTo(2);
        for (int length = 2; length < packed.length; length++) {
            var path = file(Arrays.copyOf(packed, length));
            assertThatThrownBy(() -> all(path)).as("length %d", length).hasMessageContaining(": damaged gzip data");
        }
    }

    @Test
    void wrongBinariesAreNamed() throws IOException {
        var longer = Arrays.copyOf(word2vec(), word2vec().length + 3);
        assertThatThrownBy(() -> all(file(longer)))
                .hasMessageEndingWith(": more bytes than the 2 words of its first line have, from byte 37 on;"
                        + " get the file again");
        var noWord = word2vec();
        noWord[4] = ' ';
        assertThatThrownBy(() -> all(file(noWord))).hasMessageContaining(": no word at byte 4; expected one");
        var endless = ("1 9\n" + "a".repeat(20_000) + " ").getBytes(UTF_8);
        endless[9000] = 1;
        var path = file(endless);
        assertThatThrownBy(() -> all(path)).isInstanceOf(DataException.class);
    }

    @Test
    void filesThatAreNotThereAreNamed() {
        var path = folder.resolve("no");
        assertThatThrownBy(() -> all(path)).hasMessage(path + ": no such file; check the name");
        assertThatThrownBy(() -> all(folder)).hasMessage(folder + ": a folder; expected a file");
    }

    @Test
    void whatCouldNotBeReadAgainIsNotWritten() {
        var path = folder.resolve("out");
        for (var word : List.of("a b", "a\nb", "\t")) {
            var vectors = WordVectors.of(Vocabulary.of(List.of(word)), 1, 1f);
            assertThatThrownBy(() -> vectors.write(path, Form.BINARY))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("expected words without white space");
        }
        assertThat(path).doesNotExist();
        assertThatThrownBy(() -> WordVectors.of(Vocabulary.of(List.of("a")), 1, Float.NaN))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> WordVectors.of(Vocabulary.of(List.of("a")), 2, 1f))
                .hasMessageContaining("1 values for 1 words of 2 dimensions");
        assertThatThrownBy(() ->
                        WordVectors.of(Vocabulary.of(List.of("a")), 1, 1f).write(folder.resolve("no/such"), Form.TEXT))
                .hasMessageContaining("cannot be written");
    }

    @Test
    void nobodyChangesAVector() {
        var values = new float[] {1, 2};
        var vectors = WordVectors.of(Vocabulary.of(List.of("a")), 2, values);
        values[0] = 5;
        vectors.vector("a")[1] = 5;
        assertThat(vectors.vector("a")).containsExactly(1f, 2f);
    }
}
