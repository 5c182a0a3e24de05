package carousel.data.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.TextFile;
import carousel.data.labelled.Document;
import carousel.data.labelled.Labels;
import carousel.text.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassFolderTest {
    @TempDir
    Path path;

    private Folder folder;

    @BeforeEach
    void open() {
        folder = new Folder(path);
    }

    @Test
    void aClassIsCalledLikeItsFile() throws IOException {
        folder.write("b.txt", "three\n");
        folder.write("a.x.txt", "one\r\n\r\ntwo");
        folder.write("c.txt.gz", Folder.packed("four\n"));
        folder.write("README.md", "not meant");
        folder.write(".hidden.txt", "not meant");
        Files.createDirectory(path.resolve("folder.txt"));
        var read = ClassFolder.of("*.txt").read(path);
        assertThat(read.examples())
                .containsExactly(
                        new Document("one", List.of("a.x"), 1),
                        new Document("", List.of("a.x"), 2),
                        new Document("two", List.of("a.x"), 3),
                        new Document("three", List.of("b"), 1),
                        new Document("four", List.of("c"), 1));
        assertThat(read.remarks())
                .containsExactly("not read: README.md, folder.txt", "2 CRLF line ends", "1 empty text");
        assertThat(read.name()).isEqualTo(path.getFileName().toString());
    }

    @Test
    void whereOnlyTheExtensionDiffersItIsTheClass() throws IOException {
        folder.write("polarity.pos", "good\n");
        folder.write("polarity.neg", "bad\n");
        assertThat(Labels.counts(ClassFolder.of("polarity.*").read(path)))
                .containsExactly(Map.entry("neg", 1), Map.entry("pos", 1));
        assertThat(ClassFolder.of("*.pos").read(path).examples().getFirst().label())
                .isEqualTo("polarity");
    }

    @Test
    void whatSeveralFilesHaveIsSaidOnce() throws IOException {
        folder.write("a.txt", "\ufeffone\r\n");
        folder.write("b.txt", "two\r\n");
        folder.write("c.txt", "\ufeffthree\n");
        assertThat(ClassFolder.of("*.txt").read(path).remarks())
                .containsExactly("byte order mark, in 2 files", "2 CRLF line ends");
    }

    @Test
    void theDigestCoversNamesAndBytes() throws IOException {
        folder.write("a.txt", "one\n");
        folder.write("b.txt", "two\n");
        var list = "%s  a.txt\n%s  b.txt\n"
                .formatted(TextFile.sha256("one\n".getBytes(UTF_8)), TextFile.sha256("two\n".getBytes(UTF_8)));
        var both = ClassFolder.of("*.txt").read(path).sha256();
        assertThat(both).isEqualTo(TextFile.sha256(list.getBytes(UTF_8)));
        Files.move(path.resolve("b.txt"), path.resolve("c.txt"));
        assertThat(ClassFolder.of("*.txt").read(path).sha256()).isNotEqualTo(both);
    }

    @Test
    void theEncodingIsThatOfAllFiles() throws IOException {
        folder.write("a.txt", (byte) 0xE9);
        folder.write("b.txt", (byte) 0xE8);
        assertThat(ClassFolder.of("*.txt")
                        .withEncoding(StandardCharsets.ISO_8859_1)
                        .read(path)
                        .examples())
                .extracting(Document::text)
                .containsExactly("é", "è");
        assertThatThrownBy(() -> ClassFolder.of("*.txt").read(path))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(path.resolve("a.txt") + ": not UTF-8 at byte 0");
    }

    @Test
    void theFileThatIsWrongIsNamed() throws IOException {
        folder.write("a.txt", "one\n");
        var wrong = folder.write("b.txt");
        assertThatThrownBy(() -> ClassFolder.of("*.txt").read(path)).hasMessage(wrong + ": empty; expected some text");
        folder.write("b.txt", "\n \n");
        assertThatThrownBy(() -> ClassFolder.of("*.txt").read(path))
                .hasMessage(wrong + ": nothing but blank lines; expected a text of its class in each");
        folder.write("b.txt", (byte) 0x89, (byte) 'P', (byte) 0);
        assertThatThrownBy(() -> ClassFolder.of("*.txt").read(path))
                .hasMessage(wrong + ": not UTF-8 at byte 0 (0x89); the zero at byte 2 says that it is no text at all;"
                        + " leave it out");
        folder.write("b.txt", (byte) 'P', (byte) 10, (byte) 0);
        assertThatThrownBy(() -> ClassFolder.of("*.txt").read(path)).hasMessageStartingWith(wrong + ":2: a zero byte");
    }

    @Test
    void twoFilesOfOneClassAreRefused() throws IOException {
        folder.write("a.txt", "one\n");
        folder.write("a.csv", "one\n");
        folder.write("b.txt", "one\n");
        assertThatThrownBy(() -> ClassFolder.of("*").read(path))
                .isInstanceOf(DataException.class)
                .hasMessage(path.resolve("a.txt") + ": class 'a' already is that of a.csv; choose with --files");
        folder.write("b.txt.gz", Folder.packed("one\n"));
        assertThatThrownBy(() -> ClassFolder.of("b*").read(path)).hasMessageContaining("already is that of b.txt");
        folder.write("d", "one\n");
        folder.write("d.txt", "one\n");
        assertThatThrownBy(() -> ClassFolder.of("d*").read(path)).hasMessageContaining("already is that of d;");
    }

    @Test
    void aFolderWithoutSuchFilesIsRefused() throws IOException {
        assertThatThrownBy(() -> ClassFolder.of("*.txt").read(path))
                .isInstanceOf(DataException.class)
                .hasMessage(path + ": no files '*.txt'; expected one for each class, but the folder is empty");
        for (int i = 1; i < 8; i++) {
            folder.write("file" + i + ".dat", "one\n");
        }
        assertThatThrownBy(() -> ClassFolder.of("*.txt").read(path))
                .hasMessageEndingWith("there are file1.dat, file2.dat, file3.dat, file4.dat, file5.dat and 2 more");
        var file = path.resolve("file1.dat");
        assertThatThrownBy(() -> ClassFolder.of("*").read(file))
                .hasMessage(file + ": a file; expected a folder with one file for each class");
        assertThatThrownBy(() -> ClassFolder.of("*").read(path.resolve("no"))).hasMessageContaining("no such file");
        assertThatThrownBy(() -> ClassFolder.of("[")).hasMessageContaining("expected a pattern such as *.txt");
    }
}
