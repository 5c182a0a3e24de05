package carousel.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.labelled.Document;
import carousel.text.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesTest {
    private static final Table TABLE = Table.of("label", "text");

    @TempDir
    Path path;

    private List<Document> read(Table table, String text) throws IOException {
        return table.read(new Folder(path).file("a.jsonl", text)).examples();
    }

    @Test
    void fieldsAreTheColumns() throws IOException {
        var json = """
                {"text": "a\\nb", "label": "x", "more": {"deep": [1]}}

                {"label": 3.50, "text": ""}
                {"label": true, "text": 7}
                """;
        assertThat(read(TABLE, json))
                .containsExactly(
                        new Document("a\nb", List.of("x"), 1),
                        new Document("", List.of("3.5"), 3),
                        new Document("7", List.of("true"), 4));
        var read = TABLE.read(new Folder(path).file("a.ndjson", json.replace("\n", "\r\n")));
        assertThat(read.remarks()).containsExactly("4 CRLF line ends", "1 empty text", "1 blank line left out");
    }

    @Test
    void labelsMayBeAnArray() throws IOException {
        assertThat(read(TABLE, "{\"text\":\"a\",\"label\":[\"x\",2,\"x\"]}\n{\"text\":\"b\",\"label\":[]}"))
                .containsExactly(new Document("a", List.of("x", "2"), 1), new Document("b", List.of(), 2));
        assertThat(read(TABLE.splitting("|"), "{\"text\":\"a\",\"label\":\"x|y\"}")
                        .getFirst()
                        .labels())
                .containsExactly("x", "y");
        assertThat(read(Table.of("", "text"), "{\"text\":\"a\"}").getFirst().labels())
                .isEmpty();
    }

    @Test
    void severalTextsAreJoined() throws IOException {
        assertThat(read(Table.of("l", "b", "a"), "{\"a\":\"1\",\"b\":\"2\",\"l\":\"x\"}")
                        .getFirst()
                        .text())
                .isEqualTo("2 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '%',
            value = {
                "{\"text\":\"a\"} | no field 'label'; there are text: did you mean 'text'?",
                "{\"txet\":\"a\",\"label\":1} | no field 'text'; there are txet, label: did you mean 'txet'?",
                "{\"text\":[1],\"label\":1} | field 'text' is an array; expected a text",
                "{\"text\":null,\"label\":1} | field 'text' is null; expected a text",
                "{\"text\":\"a\",\"label\":null} | field 'label' is null; expected a text",
                "{\"text\":\"a\",\"label\":[{}]} | field 'label' is an object; expected a text",
                "{\"text\":\"a\",\"label\":\" \"} | no label in 'label'; every example needs one",
                "[1] | JSON, but an array; expected an object in every line",
                "5 | JSON, but a single value; expected an object in every line",
            })
    void whatIsMissingIsNamed(String json, String complaint) throws IOException {
        assertThatThrownBy(() -> read(TABLE, "{\"text\":\"a\",\"label\":1}\n" + json))
                .isInstanceOf(DataException.class)
                .hasMessage(path.resolve("a.jsonl") + ":2: " + complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '%',
            value = {"{", "text", "{\"text\":1,\"text\":2}", "{} {}", "{\"text\":NaN}", "{\"a\":\"\u0001\"}", "{'a':1}"
            })
    void whatIsNoJsonIsNamed(String json) throws IOException {
        assertThatThrownBy(() -> read(TABLE, json))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(path.resolve("a.jsonl") + ":1: no JSON (")
                .hasMessageEndingWith("); expected an object in every line")
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void deepBracketsAreRefused() {
        assertThatThrownBy(() -> read(TABLE, "[".repeat(100_000)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(":1: no JSON");
    }
}
