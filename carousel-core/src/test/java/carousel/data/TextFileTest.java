package carousel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.text.Case;
import carousel.text.DataException;
import carousel.text.Tokenizer;
import carousel.text.Unknown;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFileTest {
    @TempDir
    Path folder;

    private Path file(byte... bytes) throws IOException {
        return Files.write(folder.resolve("file.txt"), bytes);
    }

    private Path file(String text) throws IOException {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] packed(byte... bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void textComesAsItIs() throws IOException {
        var text = "é😀\r\n\u0000中\n";
        var file = TextFile.read(file(text));
        assertThat(file.text()).isEqualTo(text);
        assertThat(file.bytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(file.name()).isEqualTo("file.txt");
        assertThat(file.where()).isEqualTo(folder.resolve("file.txt").toString());
    }

    @Test
    void digestIsThatOfTheFileOnDisk() throws IOException {
        assertThat(TextFile.read(file("abc")).sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        var gzip = packed("abc".getBytes(StandardCharsets.UTF_8));
        assertThat(TextFile.read(file(gzip)).sha256())
                .isNotEqualTo(TextFile.read(file("abc")).sha256());
    }

    @Test
    void gzipIsRecognisedByItsBytesNotItsName() throws IOException {
        assertThat(TextFile.read(file(packed("packed é".getBytes(StandardCharsets.UTF_8))))
                        .text())
                .isEqualTo("packed é");
        var plain = Files.writeString(folder.resolve("plain.gz"), "not packed");
        assertThat(TextFile.read(plain).text()).isEqualTo("not packed");
    }

    @Test
    void tornGzipIsRefusedAtEveryLength() throws IOException {
        var gzip = packed("some text to be packed".getBytes(StandardCharsets.UTF_8));
        for (int length = 3; length < gzip.length; length++) {
            var torn = file(Arrays.copyOf(gzip, length));
            assertThatThrownBy(() -> TextFile.read(torn))
                    .as("length %d", length)
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith(torn + ": damaged gzip data");
        }
    }

    @Test
    void byteOrderMarkIsDropped() throws IOException {
        assertThat(TextFile.read(file("\ufeffab")).text()).isEqualTo("ab");
        assertThat(TextFile.read(file("a\ufeffb")).text()).isEqualTo("a\ufeffb");
        assertThatThrownBy(() -> TextFile.read(file("\ufeff")).text())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("empty but for its byte order mark");
    }

    @ParameterizedTest
    @CsvSource({
        "e9, 0, E9",
        "61e9, 1, E9",
        "6162c3, 2, C3",
        "61c3a9ff, 3, FF",
        "61e282, 1, E2",
        "6161e28261, 2, E2",
        "f09f9880f09f98, 4, F0",
        "c0af, 0, C0",
        "61eda080, 1, ED",
        "efbbbf80, 3, 80",
    })
    void firstByteThatIsNotUtf8IsNamed(String hex, int offset, String value) throws IOException {
        var path = file(HexFormat.of().parseHex(hex));
        assertThatThrownBy(() -> TextFile.read(path).text())
                .isInstanceOf(DataException.class)
                .hasMessage("%s: not UTF-8 at byte %d (0x%s); use --encoding latin1 if that is what it is"
                        .formatted(path, offset, value));
    }

    @Test
    void wrongByteIsFoundWhereverItLies() throws IOException {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var before = "aé中😀".repeat(random.nextInt(3000)) + "b".repeat(random.nextInt(5));
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(before.getBytes(StandardCharsets.UTF_8));
            int offset = bytes.size();
            bytes.write(0xFF);
            bytes.writeBytes("xyz".getBytes(StandardCharsets.UTF_8));
            var path = file(seed % 2 == 0 ? bytes.toByteArray() : packed(bytes.toByteArray()));
            assertThatThrownBy(() -> TextFile.read(path).text())
                    .as("seed %d", seed)
                    .hasMessageContaining(
                            "at byte " + offset + " (0xFF)" + (seed % 2 == 0 ? ";" : " after unpacking;"));
        }
    }

    @Test
    void utf16IsGuessedFromItsMark() throws IOException {
        var path = file("text".getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> TextFile.read(path).text()).hasMessageContaining("use --encoding utf-16");
        assertThat(TextFile.read(path, Charset.forName("utf-16")).text()).isEqualTo("text");
    }

    @Test
    void whatIsNoTextIsNotTakenForAnotherEncoding() throws IOException {
        var path = file((byte) 0x89, (byte) 'P', (byte) 'N', (byte) 'G', (byte) 0);
        assertThatThrownBy(() -> TextFile.read(path).text())
                .hasMessage(path + ": not UTF-8 at byte 0 (0x89); the zero at byte 4 says that it is no text at all;"
                        + " leave it out");
    }

    @Test
    void whatTheTextDoesNotShowIsRemarked() throws IOException {
        assertThat(TextFile.read(file("a\ufeffé")).remarks()).isEmpty();
        assertThat(TextFile.read(file("\ufeffa")).remarks()).containsExactly("byte order mark");
        assertThat(TextFile.read(file("é"), StandardCharsets.ISO_8859_1).remarks())
                .containsExactly("read as ISO-8859-1, but every byte fits UTF-8; check --encoding");
        assertThat(TextFile.read(file("e"), StandardCharsets.ISO_8859_1).remarks())
                .isEmpty();
        assertThat(TextFile.read(file("é".getBytes(StandardCharsets.UTF_16)), StandardCharsets.UTF_16)
                        .remarks())
                .isEmpty();
        assertThat(TextFile.read(file((byte) 0xE9), StandardCharsets.ISO_8859_1).remarks())
                .isEmpty();
    }

    @Test
    void otherEncodingsAreReadStrictlyToo() throws IOException {
        var path = file((byte) 'a', (byte) 0xE9);
        assertThat(TextFile.read(path, StandardCharsets.ISO_8859_1).text()).isEqualTo("aé");
        assertThatThrownBy(() -> TextFile.read(path, StandardCharsets.US_ASCII).text())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("not US-ASCII at byte 1 (0xE9)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.txt", "no/such/folder.txt"})
    void missingFilesAreNamed(String name) {
        var path = folder.resolve(name);
        assertThatThrownBy(() -> TextFile.read(path))
                .isInstanceOf(DataException.class)
                .hasMessage(path + ": no such file; check the name");
    }

    @Test
    void foldersAndEmptyFilesAreRefused() throws IOException {
        assertThatThrownBy(() -> TextFile.read(folder))
                .isInstanceOf(DataException.class)
                .hasMessage(folder + ": a folder; expected a file");
        var path = file();
        assertThatThrownBy(() -> TextFile.read(path))
                .isInstanceOf(DataException.class)
                .hasMessage(path + ": empty; expected some text");
        Files.write(path, packed());
        assertThatThrownBy(() -> TextFile.read(path)).hasMessageContaining(": empty after unpacking;");
    }

    @Test
    void idsComeFromBytesOrText() throws IOException {
        var raw = TextFile.read(file((byte) 0xFF, (byte) 0xEF, (byte) 0xBB, (byte) 0xBF));
        assertThat(raw.ids(Tokenizer.bytes(), Unknown.REFUSE)).containsExactly(0xFF, 0xEF, 0xBB, 0xBF);
        var path = file("ab\nc");
        var tokenizer = Tokenizer.characters("ab\n", Case.KEEP);
        assertThat(TextFile.read(path).ids(tokenizer, Unknown.REPLACE)).containsExactly(1, 2, 0, 0);
        assertThatThrownBy(() -> TextFile.read(path).ids(tokenizer, Unknown.REFUSE))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(path + ": unknown character 'c' (U+0063) at line 2, column 1");
    }

    @Test
    void streamsAreReadLikeFiles() throws IOException {
        var in = new ByteArrayInputStream(packed((byte) 'a'));
        assertThat(TextFile.read("standard input", in, StandardCharsets.UTF_8).text())
                .isEqualTo("a");
        assertThatThrownBy(() ->
                        TextFile.read("standard input", new ByteArrayInputStream(new byte[0]), StandardCharsets.UTF_8))
                .hasMessage("standard input: empty; expected some text");
    }

    @Test
    void nobodyChangesTheBytes() throws IOException {
        var file = TextFile.read(file("a"));
        file.bytes()[0] = 'b';
        assertThat(file.text()).isEqualTo("a");
    }
}
