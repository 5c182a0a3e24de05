package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyFilesCommandTest {
    @TempDir
    static Path folder;

    private Carousel carousel;
    private Toys toys;
    private TinyClassifier tiny;

    @BeforeEach
    void launcher() throws IOException {
        carousel = Carousel.shared(folder);
        toys = new Toys(folder);
        tiny = new TinyClassifier(carousel);
    }

    @Test
    void everyKindOfTableIsRead() throws Exception {
        toys.reviews("a.csv", 80, "stars,body,id\n", e -> e.label() + ",\"" + e.text() + "\",7");
        tiny.isRight(tiny.train("a.csv", "--text-column", "body", "--label-column", "stars"));
        toys.reviews("a.jsonl", 80, "", e -> "{\"text\":\"%s\",\"label\":\"%s\"}".formatted(e.text(), e.label()));
        tiny.isRight(tiny.train("a.jsonl", "--out", "n", "--pool", "mean"));
        toys.reviews("b.txt", 80, "", e -> e.text() + "\t" + e.label());
        tiny.isRight(tiny.train("b.txt", "--out", "o", "--no-header", "--text-column", "1", "--label-column", "2"));
    }

    @Test
    void aFolderHasAFileForEachClass() throws Exception {
        for (var label : List.of("pos", "neg")) {
            var texts = Toys.reviews(80).stream()
                    .filter(e -> e.label().equals(label))
                    .map(Toys.Example::text)
                    .toList();
            toys.write("reviews/" + label + ".txt", String.join("\n", texts));
        }
        toys.write("reviews/notes.md", "not one of them");
        var run = tiny.train("reviews", "--files", "*.txt", "--units", "char", "--bidirectional", "--pool", "max");
        tiny.isRight(run);
        assertThat(run.errors()).contains("not read: notes.md", "characters");
    }

    @Test
    void seriesOfChannelsAndOfRowsAreLearned() throws Exception {
        toys.series("a.ts", 60);
        tiny.isRight(tiny.train("a.ts"));
        toys.rows("rows.csv", 40);
        tiny.isRight(tiny.train("rows.csv", "--out", "n", "--series", "last", "--no-header"));
    }

    @Test
    void picturesAreLearnedScoredAndLabelled() throws Exception {
        toys.pictures("a", 60);
        toys.pictures("b", 10);
        var run = tiny.train("a-images-idx3-ubyte", "--test", "b-images-idx3-ubyte");
        tiny.isRight(run);
        assertThat(run.errors()).contains("series of 3 channels");
        carousel.makesAgain("m");
        var eval = carousel.run("eval", "m", "--data", "b-images-idx3-ubyte", "--json");
        assertThat(eval.succeeded().json().path("accuracy").asDouble()).isEqualTo(1);
        Files.delete(folder.resolve("b-labels-idx1-ubyte"));
        var said = carousel.run("predict", "m", "b-images-idx3-ubyte").succeeded();
        assertThat(said.output().lines().map(line -> line.substring(0, 2)))
                .containsExactlyElementsOf(Collections.nCopies(5, List.of("0\t", "1\t")).stream()
                        .flatMap(List::stream)
                        .toList());
        assertThat(carousel.run("diagnose", "m", "--data", "a-images-idx3-ubyte")
                        .succeeded()
                        .output())
                .contains("4 steps");
        var pixels = tiny.train("a-images-idx3-ubyte", "--out", "n", "--picture", "pixels");
        assertThat(pixels.succeeded().errors()).contains("series of 1 channel,");
        assertThat(carousel.run("predict", "n", "b-images-idx3-ubyte")
                        .succeeded()
                        .output())
                .hasLineCount(10);
    }

    @Test
    void whatIsOddIsHandledAndCounted() throws Exception {
        var text = new StringBuilder("\uFEFFlabel\ttext\r\npos\t\r\n");
        Toys.reviews(60)
                .forEach(e ->
                        text.append(e.label()).append('\t').append(e.text()).append("\r\n"));
        toys.write(
                "a.tsv",
                text.append("pos\tgood")
                        .append(" good".repeat(50_000))
                        .append("\r\n")
                        .toString());
        var run = tiny.train("a.tsv", "--epochs", "2").succeeded();
        assertThat(run.errors()).contains("a.tsv: 63 CRLF line ends", "1 empty text", "byte order mark");
        Files.write(
                folder.resolve("latin.tsv"),
                ("label\ttext\n" + "a\tcafé\nb\tthé\n".repeat(9)).getBytes(StandardCharsets.ISO_8859_1));
        tiny.train("latin.tsv", "--out", "n").failedWith(1, "latin.tsv", "--encoding");
        tiny.train("latin.tsv", "--out", "n", "--encoding", "latin1", "--epochs", "1")
                .succeeded();
    }

    @Test
    void whatIsWrongIsOneLineAndNothingIsWritten() throws Exception {
        badFiles();
        Refusal.all(
                carousel,
                List.of("train", "classify", "--out", "m"),
                new Refusal(2, "--train: missing", ""),
                new Refusal(1, "none.tsv: no such file", "--train none.tsv"),
                new Refusal(1, "none.tsv: no such file", "--train a.tsv --test none.tsv"),
                new Refusal(1, "none.tsv: no such file", "--train a.tsv --valid none.tsv"),
                new Refusal(1, "none: no such file", "--train a.tsv --warm-start none"),
                new Refusal(1, "a.data: what kind of table", "--train a.data"),
                new Refusal(1, "ragged.tsv:3: 3 cells; expected 2", "--train ragged.tsv"),
                new Refusal(1, "a.tsv:1: no column 'txt'", "--train a.tsv --text-column txt"),
                new Refusal(1, "bare.tsv:3: no label in 'label'", "--train bare.tsv"),
                new Refusal(1, "only 'x' in the training data", "--train one.tsv"),
                new Refusal(1, "empty.tsv: empty; expected some text", "--train empty.tsv"),
                new Refusal(1, "nan.ts:4: value 2 is missing", "--train nan.ts"),
                new Refusal(1, "mixed.ts:5: 1 channels; expected 2", "--train mixed.ts"),
                new Refusal(1, "unlabelled.ts:4: no label", "--train unlabelled.ts"),
                new Refusal(1, "series of line 4: 1 channel; expected 2", "--train a.ts --valid narrow.ts"),
                new Refusal(2, "--text-column: not for series", "--train a.ts --text-column body"),
                new Refusal(2, "--units: not for series", "--train a.ts --units char"),
                new Refusal(2, "--series: not for a .ts file", "--train a.ts --series last"),
                new Refusal(2, "--files: not for a table", "--train a.tsv --files *.txt"),
                new Refusal(2, "--label-column: not for a folder", "--train classes --label-column x"),
                new Refusal(1, "classes: no files '*.md'", "--train classes --files *.md"),
                new Refusal(1, "nothing but blank lines", "--train blanks"),
                new Refusal(2, "--train: unknown text 'generated:negatoin'", "--train generated:negatoin"),
                new Refusal(2, "--test: not for generated texts", "--train generated:negation --test a.tsv"),
                new Refusal(2, "--folds: not for generated texts", "--train generated:negation --folds 3"),
                new Refusal(2, "--folds: expected 2 or more", "--train a.tsv --folds 1"),
                new Refusal(2, "--test-last: expected fewer than the examples", "--train a.tsv --test-last 1000"),
                new Refusal(2, "--test-last: expected 0 with --folds", "--train a.tsv --test-last 2 --folds 3"),
                new Refusal(2, "--test-last: not for generated", "--train generated:negation --test-last 2"),
                new Refusal(2, "--test: not for --folds", "--train a.tsv --test a.tsv --folds 3"),
                new Refusal(2, "--seeds: expected whole numbers", "--train a.tsv --seeds one"),
                new Refusal(2, "--seeds: expected different ones", "--train a.tsv --seeds 1,1"),
                new Refusal(2, "--select: expected one of loss, accuracy, f1", "--train a.tsv --select bleu"),
                new Refusal(2, "--select: not for --valid-fraction 0", "--train a.tsv --valid-fraction 0 --select f1"),
                new Refusal(
                        2, "--patience: not for --valid-fraction 0", "--train a.tsv --valid-fraction 0 --patience 2"),
                new Refusal(2, "--baselines: nothing is left to score", "--train a.tsv --valid-fraction 0 --baselines"),
                new Refusal(2, "--pool: expected one of last, mean, max, attention", "--train a.tsv --pool min"),
                new Refusal(2, "--valid-fraction: expected at least 0", "--train a.tsv --valid-fraction 1"),
                new Refusal(2, "--encoding", "--train a.tsv --encoding utf-9"),
                new Refusal(2, "--picture: not for data without pictures", "--train a.tsv --picture pixels"),
                new Refusal(2, "--picture: expected one of rows, pixels", "--train a.tsv --picture columns"),
                new Refusal(2, "--no-header: not for pictures", "--train a-images-idx3-ubyte --no-header"),
                new Refusal(1, "none-images-idx3-ubyte: no such file", "--train none-images-idx3-ubyte"),
                new Refusal(1, "cut-images-idx3-ubyte: 27 bytes", "--train cut-images-idx3-ubyte"),
                new Refusal(
                        1, "images-idx3-ubyte has 2 images", "--train a-images-idx3-ubyte --test b-images-idx3-ubyte"),
                new Refusal(1, "a-labels-idx1-ubyte: the number 2049", "--train a-labels-idx1-ubyte"));
    }

    private void badFiles() throws IOException {
        toys.tsv("a.tsv", 20);
        toys.tsv("a.data", 4);
        toys.series("a.ts", 20);
        toys.write("ragged.tsv", "label\ttext\na\tb\na\tb\tc\n");
        toys.write("bare.tsv", "label\ttext\na\tb\n\tb\n");
        toys.write("one.tsv", "label\ttext\n" + "x\tb\n".repeat(20));
        toys.write("empty.tsv", "");
        toys.write("nan.ts", "@univariate true\n@classLabel true a b\n@data\n1,NaN:a\n");
        toys.write("mixed.ts", "@univariate false\n@classLabel true a b\n@data\n1,2:3,4:a\n1,2:b\n");
        toys.write("unlabelled.ts", "@univariate true\n@classLabel false\n@data\n" + "1,2\n".repeat(20));
        toys.write("narrow.ts", "@univariate true\n@classLabel true up down\n@data\n1,2:up\n");
        toys.write("classes/a.txt", "text\n");
        toys.write("blanks/a.txt", "\n\n");
        toys.pictures("a", 20);
        toys.pictures("b", 2);
        toys.pictures("cut", 2);
        Files.copy(
                folder.resolve("a-labels-idx1-ubyte"),
                folder.resolve("b-labels-idx1-ubyte"),
                StandardCopyOption.REPLACE_EXISTING);
        var whole = Files.readAllBytes(folder.resolve("cut-images-idx3-ubyte"));
        Files.write(folder.resolve("cut-images-idx3-ubyte"), Arrays.copyOf(whole, 27));
    }
}
