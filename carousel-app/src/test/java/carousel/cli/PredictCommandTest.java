package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {
    @TempDir
    static Path folder;

    private Carousel carousel;
    private Toys toys;

    @BeforeEach
    void launcher() throws IOException {
        carousel = Carousel.shared(folder);
        toys = new Toys(folder);
    }

    private void train(String data, String... more) throws Exception {
        carousel.run(Toys.classifying(data, "20", more)).succeeded();
    }

    private List<String> predict(String... more) throws Exception {
        return carousel.run(Toys.settings(List.of("predict", "m"), more))
                .succeeded()
                .output()
                .lines()
                .toList();
    }

    @Test
    void aLineInIsALineOut() throws Exception {
        toys.tsv("a.tsv", 80);
        train("a.tsv");
        toys.write("new.txt", "the film is lovely\r\n\r\nnever heard of\r\nthe play is awful");
        var lines = predict("new.txt");
        assertThat(lines).hasSize(4).allMatch(line -> line.matches("(pos|neg)\t[01]\\.\\d{4}"));
        assertThat(lines.getFirst()).startsWith("pos\t");
        assertThat(lines.getLast()).startsWith("neg\t");
        var both = predict("new.txt", "--top", "5");
        assertThat(both.getFirst()).startsWith(lines.getFirst() + "\tneg\t");
        var parts = both.getFirst().split("\t");
        assertThat(Double.parseDouble(parts[1]) + Double.parseDouble(parts[3])).isBetween(0.999, 1.001);
        var piped = carousel.shell("\"$0\" \"$@\" < new.txt", "predict", "m", "-", "--json")
                .succeeded();
        assertThat(piped.output().lines().limit(4)).isEqualTo(lines);
        assertThat(piped.json().path("sequences").asInt()).isEqualTo(4);
        assertThat(carousel.shell("tail -n 1 new.txt | \"$0\" \"$@\"", "predict", "m")
                        .output())
                .isEqualTo(lines.getLast() + "\n");
    }

    @Test
    void whatIsWrongIsOneLine() throws Exception {
        toys.tsv("a.tsv", 40);
        train("a.tsv", "--epochs", "1");
        Files.write(folder.resolve("latin.txt"), "café\n".getBytes(StandardCharsets.ISO_8859_1));
        carousel.run("predict", "m", "latin.txt").failedWith(1, "latin.txt", "--encoding");
        assertThat(predict("latin.txt", "--encoding", "latin1")).hasSize(1);
        toys.write("long.txt", "a\n" + "the film is lovely ".repeat(550_000) + "\n");
        new Carousel(folder)
                .with("CAROUSEL_OPTS", "-Xmx96m -Dcarousel.vector=off -XX:ParallelGCThreads=1")
                .run("predict", "m", "long.txt")
                .failedWith(1, "long.txt:2: 10450000 characters in a line", "cut the line up");
        carousel.run("predict", "m", "none.txt").failedWith(1, "none.txt: no such file");
        carousel.run("predict", "none", "a.tsv").failedWith(1, "none: no such file");
        carousel.run("predict", "m", "a.tsv", "--top", "-1").failedWith(2, "--top: expected 0 or more");
        carousel.run("predict").failedWith(2, "MODEL");
        carousel.run("predict", SmallModel.shared().file().toString(), "a.tsv").failedWith(2, "use carousel generate");
    }

    @Test
    void seriesComeInAFileOrInLines() throws Exception {
        toys.rows("rows.csv", 40);
        train("rows.csv", "--series", "last", "--no-header");
        toys.write("new.csv", "1,2,3,4\n\n4,3,2,1\n");
        assertThat(predict("new.csv")).hasSize(3).first().asString().startsWith("up\t");
        assertThat(predict("new.csv").getLast()).startsWith("down\t");
        Files.write(
                folder.resolve("sixteen.csv"),
                Files.readString(folder.resolve("rows.csv")).getBytes(StandardCharsets.UTF_16));
        train("sixteen.csv", "--series", "last", "--no-header", "--encoding", "utf-16", "--force");
        Files.write(folder.resolve("new16.csv"), "1,2,3,4\n".getBytes(StandardCharsets.UTF_16));
        assertThat(predict("new16.csv")).hasSize(1); // as in training
        train("rows.csv", "--series", "last", "--no-header", "--force");
        toys.series("a.ts", 40);
        toys.write("wide.ts", "@univariate false\n@classLabel false\n@data\n1,2:1,2\n");
        carousel.run("predict", "m", "wide.ts").failedWith(1, "series of line 4: 2 channels; expected 1 channel");
        train("a.ts", "--force");
        assertThat(predict("a.ts")).hasSize(40);
        toys.write("narrow.csv", "1,2\n3,4\n");
        carousel.run("predict", "m", "narrow.csv").failedWith(1, "line 1: 1 channel; expected 2 channels");
        toys.write("nan.csv", "1,2\n1,nan\n");
        carousel.run("predict", "m", "nan.csv").failedWith(1, "nan.csv:2: value 2 is missing");
    }
}
