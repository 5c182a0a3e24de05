package carousel.data.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.TextFile;
import carousel.data.labelled.Document;
import carousel.text.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
    @TempDir
    Path path;

    private Folder folder;

    @BeforeEach
    void open() {
        folder = new Folder(path);
    }

    private static Document document(int line, String text, String... labels) {
        return new Document(text, Arrays.asList(labels), line);
    }

    @Test
    void csvHasColumnsByNameAndByNumber() throws IOException {
        var file = folder.file("a.csv", "id,label,title,body\n1,x,A,\"b, \"\"c\"\"\"\n2,y,,\"d\ne\"\n3,z,F,g\n");
        assertThat(Table.of("label", "title", "body").read(file).examples())
                .containsExactly(document(2, "A b, \"c\"", "x"), document(3, "d\ne", "y"), document(5, "F g", "z"));
        assertThat(Table.of("2", "4", "1").read(file).examples().getFirst()).isEqualTo(document(2, "b, \"c\" 1", "x"));
        assertThat(Table.of("", "body").read(file).examples().getLast()).isEqualTo(document(5, "g"));
    }

    @Test
    void withoutAHeaderTheFirstRowIsAnExample() throws IOException {
        var file = folder.file("a.csv", "\"3\",\"Fears\",\"Unions say\"\n\"4\",\"Race\",\"On\"");
        var read = Table.of("1", "2", "3").withoutHeader().read(file);
        assertThat(read.examples()).containsExactly(document(1, "Fears Unions say", "3"), document(2, "Race On", "4"));
        assertThat(read.name()).isEqualTo("a.csv");
        assertThat(read.sha256()).isEqualTo(file.sha256());
        assertThat(read.remarks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a.tsv", "a.txt", "A.TSV", "a.tsv.gz", "a.csv.tsv"})
    void tabsAreToldByTheName(String name) throws IOException {
        var text = "text\tlabel\n\"a\" b, c\tx\n";
        var file = TextFile.read(folder.write(name, name.endsWith(".gz") ? Folder.packed(text) : text.getBytes(UTF_8)));
        assertThat(Table.of("label", "text").read(file).examples()).containsExactly(document(2, "\"a\" b, c", "x"));
    }

    @Test
    void theFormatIsTheCallersIfSaid() throws IOException {
        var file = folder.file("data", "l\tt\nx\ty\n");
        assertThat(Table.of("l", "t").withFormat(Table.Format.TSV).read(file).examples())
                .containsExactly(document(2, "y", "x"));
        assertThatThrownBy(() -> Table.of("l", "t").read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("data: what kind of table is that? expected a name in .csv");
    }

    @Test
    void aCellMayHoldSeveralLabelsOrNone() throws IOException {
        var file = folder.file("a.csv", "t,l\na,x; y ;x\nb,\nc,;z\n");
        assertThat(Table.of("l", "t").splitting(";").read(file).examples())
                .containsExactly(document(2, "a", "x", "y"), document(3, "b"), document(4, "c", "z"));
        assertThatThrownBy(() -> Table.of("l", "t").read(file))
                .hasMessage(file.where() + ":3: no label in 'l'; every example needs one");
    }

    @Test
    void whatIsHandledIsCounted() throws IOException {
        var file = folder.file("a.tsv", "\ufeffl\tt\r\nx\t\"a\"\r\n\r\nx\t \ny\t\n");
        var read = Table.of("l", "t").read(file);
        assertThat(read.examples())
                .containsExactly(document(2, "\"a\"", "x"), document(4, "", "x"), document(5, "", "y"));
        assertThat(read.remarks())
                .containsExactly(
                        "byte order mark",
                        "3 CRLF line ends",
                        "2 empty texts",
                        "1 blank line left out",
                        "1 cell in quotes, which were kept");
        var csv = Table.of("l", "t").read(folder.file("a.csv", "l,t\r\n\r\nx,a\r\n"));
        assertThat(csv.examples()).containsExactly(document(3, "a", "x"));
        assertThat(csv.remarks()).containsExactly("3 CRLF line ends", "1 blank line left out");
    }

    @Test
    void inATableOfOneColumnABlankLineIsAnEmptyText() throws IOException {
        var read = Table.of("", "1").withoutHeader().read(folder.file("a.csv", "a\n\nb\n"));
        assertThat(read.examples()).containsExactly(document(1, "a"), document(2, ""), document(3, "b"));
    }

    @Test
    void raggedRowsAreNamed() throws IOException {
        var csv = folder.file("a.csv", "l,t\nx,\"a\nb\"\ny,c,d\n");
        assertThatThrownBy(() -> Table.of("l", "t").read(csv))
                .isInstanceOf(DataException.class)
                .hasMessage(csv.where() + ":4: 3 cells; expected 2 as in line 1; put quotes around a cell that holds"
                        + " a comma");
        var tsv = folder.file("a.tsv", "l\tt\nx\n");
        assertThatThrownBy(() -> Table.of("l", "t").read(tsv))
                .hasMessage(tsv.where() + ":2: 1 cells; expected 2 as in line 1; a cell cannot hold a TAB");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '%',
            value = {"x,\"a\"b|2", "x,\"a|2", "x,a\\n\"y,b\\n\\nz,c|3"})
    void wrongQuotesAreNamed(String rows, int line) throws IOException {
        var file = folder.file("a.csv", "l,t\n" + rows.replace("\\n", "\n") + "\n");
        assertThatThrownBy(() -> Table.of("l", "t").read(file))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file.where() + ":" + line + ": Un")
                .hasMessageEndingWith("; put quotes around the whole cell and double those within")
                .hasMessageNotContaining("record");
    }

    @Test
    void missingColumnsAreNamedWithTheNearest() throws IOException {
        var file = folder.file("a.csv", "id,label,text,id\n1,x,a,2\n");
        assertThatThrownBy(() -> Table.of("labels", "text").read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        file.where() + ":1: no column 'labels'; there are id, label, text, id: did you mean 'label'?");
        assertThatThrownBy(() -> Table.of("label", "id").read(file))
                .hasMessage(file.where()
                        + ":1: column 'id' stands there twice, as numbers 1 and 4; say which by its number");
        assertThatThrownBy(() -> Table.of("label", "5").read(file)).hasMessageContaining("no column '5'; there are id");
        assertThatThrownBy(() -> Table.of("label", "0").read(file)).hasMessageContaining("no column '0'");
        assertThatThrownBy(() -> Table.of("label", "text").withoutHeader().read(file))
                .hasMessage(file.where() + ":1: no column 'label'; without a header columns are numbers from 1 to 4");
    }

    @Test
    void aTableWithoutExamplesIsRefused() throws IOException {
        var file = folder.file("a.csv", "l,t\n\n");
        assertThatThrownBy(() -> Table.of("l", "t").read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(file.where() + ": no examples; expected at least one");
        assertThatThrownBy(() -> Table.of("l")).hasMessageContaining("no text columns");
    }

    @Test
    void anotherEncodingIsReadAndAWrongOneNoticed() throws IOException {
        var latin = folder.write("a.csv", "l,t\nx,é\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Table.of("l", "t")
                        .read(TextFile.read(latin, StandardCharsets.ISO_8859_1))
                        .examples())
                .containsExactly(document(2, "é", "x"));
        assertThatThrownBy(() -> Table.of("l", "t").read(TextFile.read(latin)))
                .hasMessageContaining("not UTF-8 at byte 6 (0xE9)");
        folder.write("a.csv", "l,t\nx,é\n");
        assertThat(Table.of("l", "t")
                        .read(TextFile.read(latin, StandardCharsets.ISO_8859_1))
                        .remarks())
                .containsExactly("read as ISO-8859-1, but every byte fits UTF-8; check --encoding");
    }

    @Test
    void zeroBytesAndTornFilesAreRefused() throws IOException {
        var zero = folder.file("a.csv", "l,t\nx,a\ny,\0\n");
        assertThatThrownBy(() -> Table.of("l", "t").read(zero))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(zero.where() + ":3: a zero byte; expected text");
        var packed = Folder.packed("l,t\n" + "x,a\n".repeat(100));
        var torn = folder.write("a.csv.gz", Arrays.copyOf(packed, packed.length - 9));
        assertThatThrownBy(() -> TextFile.read(torn)).hasMessageStartingWith(torn + ": damaged gzip data");
    }

    @Test
    void linesOfTenMillionCharactersAreRead() throws IOException {
        var text = "word ".repeat(2_000_000);
        for (var format : List.of("a.csv", "a.tsv", "a.jsonl")) {
            var row = switch (format) {
                case "a.csv" -> "l,t\nx," + text + "\n";
                case "a.tsv" -> "l\tt\nx\t" + text + "\n";
                default -> "\n{\"l\":\"x\",\"t\":\"" + text + "\"}\n";
            };
            var read = Table.of("l", "t").read(folder.file(format, row)).examples();
            assertThat(read).hasSize(1);
            assertThat(read.getFirst().text().equals(text)).as(format).isTrue();
        }
    }
}
