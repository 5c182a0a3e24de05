package carousel.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.labelled.Labels;
import carousel.data.labelled.Series;
import carousel.text.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesReadersTest {
    private static final String HEADER =
            "# note\n@problemName x\n@univariate false\n@classLabel true walk run\n@data\n";

    @TempDir
    Path path;

    private Folder folder;

    @BeforeEach
    void open() {
        folder = new Folder(path);
    }

    private static Series series(int line, int channels, String label, float... values) {
        return new Series(values, channels, label.isEmpty() ? List.of() : List.of(label), line);
    }

    @Test
    void channelsAreInterleaved() throws IOException {
        var read = SktimeFile.read(folder.file("a.ts", HEADER + "1,2,3:-4,5e1,.6: run\n\n7:8:walk\n::walk"));
        assertThat(read.examples())
                .containsExactly(
                        series(6, 2, "run", 1, -4, 2, 50, 3, 0.6f), series(8, 2, "walk", 7, 8), series(9, 2, "walk"));
        assertThat(read.remarks())
                .containsExactly("1 series without steps", "2 series longer or shorter than the first");
    }

    @Test
    void labelsMayBeMissingOrNumbers() throws IOException {
        var plain = SktimeFile.read(folder.file("a.ts", "@classLabel false\r\n@DATA\r\n1,2:3,4\r\n"));
        assertThat(plain.examples()).containsExactly(series(3, 2, "", 1, 3, 2, 4));
        assertThat(plain.remarks()).containsExactly("3 CRLF line ends");
        var target = SktimeFile.read(folder.file("a.ts", "@targetlabel true\n@data\n1,2:0.25\n3:-1\n"));
        assertThat(Labels.numbers(target)).containsExactly(0.25f, -1f);
        assertThat(SktimeFile.read(folder.file("a.ts", "@classlabel TRUE\n@data\n1:any\n"))
                        .examples())
                .containsExactly(series(3, 1, "any", 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,?,3:1,2,3:run | value 2 is missing ('?'); expected a number: fill it in or leave the series out",
                "1,NaN,3:1,2,3:run | value 2 is missing ('NaN'); expected a number: fill it in or leave the series out",
                "1,,3:1,2,3:run | value 2 is missing (''); expected a number: fill it in or leave the series out",
                "1,2:1,2x:run | value 2: '2x' is no number; expected one such as -0.5 or 1e-3",
                "1,2:1,1e40:run | value 2: 1e40 is too large; expected a number below 3.4e38",
                "1,2:3:run | channel 2 has 1 values, channel 1 has 2; expected as many in each",
                "1,2:run | 1 channels; expected 2, as the first series has (the last part is the class)",
                "1:2:3:run | 3 channels; expected 2, as the first series has (the last part is the class)",
                "1:2:sit | class 'sit' is not one of those of @classLabel: run, walk",
                "1:2: | no class behind the last colon; expected one, as the header says",
                "1 | no class behind the last colon; expected one, as the header says",
            })
    void wrongSeriesAreNamed(String line, String complaint) throws IOException {
        var file = folder.file("a.ts", HEADER + "1:2:walk\n" + line + "\n");
        assertThatThrownBy(() -> SktimeFile.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(file.where() + ":7: " + complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@timestamps true | :1: time stamps are not read; expected values at equal distances",
                "@classLabel yes | :1: @classLabel: expected true or false",
                "@classLabel | :1: @classLabel: expected true or false",
                "@dimensions two | :1: @dimensions: expected a whole number from 1 on",
                "1,2,3 | :1: no header line; expected '@' lines, '@data' the last, before the series",
                "# nothing | : no line '@data'; expected it before the series",
                "@data | : no examples; expected at least one",
            })
    void wrongHeadersAreNamed(String header, String complaint) throws IOException {
        var file = folder.file("a.ts", header + "\n");
        assertThatThrownBy(() -> SktimeFile.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(file.where() + complaint);
    }

    @Test
    void theHeaderKnowsTheChannels() throws IOException {
        var file = folder.file("a.ts", "@dimensions 3\n@data\n1:2\n");
        assertThatThrownBy(() -> SktimeFile.read(file))
                .hasMessage(file.where() + ":3: 2 channels; expected 3, as @dimensions says");
        assertThat(SktimeFile.read(folder.file("a.ts", "@dimensions 2\n@data\n1:2\n"))
                        .examples())
                .containsExactly(series(3, 2, "", 1, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"FIRST|a,1,-2|b,3", "LAST|1;-2;a|3;b", "FIRST|a\t1\t-2|b\t3", "FIRST|  a  1 -2 | b 3"})
    void seriesStandInRows(SeriesTable.Label label, String first, String second) throws IOException {
        var read = SeriesTable.of(label).read(folder.file("a.csv", first + "\n\n" + second + "\n"));
        assertThat(read.examples()).containsExactly(series(1, 1, "a", 1, -2), series(3, 1, "b", 3));
        assertThat(read.remarks())
                .containsExactly("1 blank line left out", "1 series longer or shorter than the first");
    }

    @Test
    void rowsMayHaveNoLabelAndAHeader() throws IOException {
        var file = folder.file("a.csv", "a,b\n1,2\n3,4\n");
        assertThat(SeriesTable.of(SeriesTable.Label.NONE)
                        .withHeader()
                        .read(file)
                        .examples())
                .containsExactly(series(2, 1, "", 1, 2), series(3, 1, "", 3, 4));
        assertThat(SeriesTable.of(SeriesTable.Label.NONE)
                        .read(folder.file("blank.csv", "\n1,2\n\n3\n"))
                        .examples())
                .containsExactly(series(1, 1, ""), series(2, 1, "", 1, 2), series(3, 1, ""), series(4, 1, "", 3));
        assertThatThrownBy(() -> SeriesTable.of(SeriesTable.Label.NONE).read(file))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file.where() + ":1: value 1: 'a' is no number");
        assertThatThrownBy(() -> SeriesTable.of(SeriesTable.Label.FIRST).read(folder.file("b.csv", "1,2\n,3\n")))
                .hasMessageEndingWith(":2: no label; expected it before the values");
        assertThatThrownBy(() -> SeriesTable.of(SeriesTable.Label.LAST).read(folder.file("b.csv", "1,2\n1,nan,2\n")))
                .hasMessageEndingWith(
                        ":2: value 2 is missing ('nan'); expected a number: fill it in or leave the series out");
    }
}
