package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainClassifyCommandTest {
    @TempDir
    static Path folder;

    private Carousel carousel;
    private Toys toys;

    @BeforeEach
    void launcher() throws IOException {
        carousel = Carousel.shared(folder);
        toys = new Toys(folder);
    }

    private static String[] words(String data, String... more) {
        var tiny = new ArrayList<>(List.of("train", "classify", "--train", data, "--out", "m", "--hidden", "8"));
        tiny.addAll(List.of("--batch", "8", "--lr", "0.03", "--epochs", "12"));
        tiny.addAll(
                data.endsWith(".ts") || data.startsWith("rows") || data.endsWith("ubyte")
                        ? List.of()
                        : List.of("--embedding", "8"));
        return Toys.settings(tiny, with(more, "--json"));
    }

    private Carousel.Run train(String data, String... more) throws Exception {
        return carousel.run(words(data, more));
    }

    private void isRight(Carousel.Run run) {
        assertThat(run.succeeded().json().path("valid_accuracy").asDouble()).isEqualTo(1);
    }

    @Test
    void aTableIsLearnedAndScored() throws Exception {
        toys.tsv("a.tsv", 80);
        toys.tsv("test.tsv", 20);
        var run = train("a.tsv", "--test", "test.tsv", "--select", "f1");
        isRight(run);
        assertThat(run.errors())
                .contains("learning from 72 examples (8 more for validation)", "2 classes", "macro F1", "predict m");
        var json = run.json();
        assertThat(json.path("accuracy").asDouble()).isEqualTo(1);
        assertThat(json.path("macro_f1").asDouble()).isEqualTo(1);
        assertThat(json.path("calibration_error").asDouble()).isBetween(0.0, 0.2);
        assertThat(json.path("sequences").asInt()).isEqualTo(20);
        assertThat(carousel.files()).containsExactly("a.tsv", "m", "m.csv", "m.png", "test.tsv");
    }

    @Test
    void everyKindOfTableIsRead() throws Exception {
        toys.reviews("a.csv", 80, "stars,body,id\n", e -> e.label() + ",\"" + e.text() + "\",7");
        isRight(train("a.csv", "--text-column", "body", "--label-column", "stars"));
        toys.reviews("a.jsonl", 80, "", e -> "{\"text\":\"%s\",\"label\":\"%s\"}".formatted(e.text(), e.label()));
        isRight(train("a.jsonl", "--out", "n", "--pool", "mean"));
        toys.reviews("b.txt", 80, "", e -> e.text() + "\t" + e.label());
        isRight(train("b.txt", "--out", "o", "--no-header", "--text-column", "1", "--label-column", "2"));
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
        var run = train("reviews", "--files", "*.txt", "--units", "char", "--bidirectional", "--pool", "max");
        isRight(run);
        assertThat(run.errors()).contains("not read: notes.md", "characters");
    }

    @Test
    void seriesOfChannelsAndOfRowsAreLearned() throws Exception {
        toys.series("a.ts", 60);
        isRight(train("a.ts"));
        toys.rows("rows.csv", 40);
        isRight(train("rows.csv", "--out", "n", "--series", "last", "--no-header"));
    }

    @Test
    void picturesAreLearnedScoredAndLabelled() throws Exception {
        toys.pictures("a", 60);
        toys.pictures("b", 10);
        var run = train("a-images-idx3-ubyte", "--test", "b-images-idx3-ubyte");
        isRight(run);
        assertThat(run.errors()).contains("series of 3 channels");
        isMadeAgain("m");
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
        var pixels = train("a-images-idx3-ubyte", "--out", "n", "--picture", "pixels");
        assertThat(pixels.succeeded().errors()).contains("series of 1 channel,");
        assertThat(carousel.run("predict", "n", "b-images-idx3-ubyte")
                        .succeeded()
                        .output())
                .hasLineCount(10);
    }

    @Test
    void generatedTextsComeWithATest() throws Exception {
        var json = train("generated:negation", "--steps", "20").succeeded().json();
        assertThat(json.path("sequences").asInt()).isEqualTo(2000);
        assertThat(json.path("valid_sequences").asInt()).isEqualTo(1000);
        isMadeAgain("m");
    }

    @Test
    void severalLabelsMayHold() throws Exception {
        toys.reviews(
                "a.jsonl",
                80,
                "",
                e -> "{\"text\":\"%s\",\"label\":%s}"
                        .formatted(e.text(), e.label().equals("pos") ? "[\"pos\",\"happy\"]" : "[]"));
        var json = train("a.jsonl", "--several").succeeded().json();
        assertThat(json.path("valid_accuracy").asDouble()).isEqualTo(1);
        assertThat(json.path("valid_micro_f1").asDouble()).isEqualTo(1);
        assertThat(json.path("valid_hamming_loss").asDouble()).isZero();
        toys.write("new.txt", "the film is good\nthe film is awful\n");
        var said = carousel.run("predict", "m", "new.txt")
                .succeeded()
                .output()
                .lines()
                .toList();
        assertThat(said.getFirst()).contains("pos\t", "happy\t");
        assertThat(said).hasSize(2).last().isEqualTo("");
        var eval = carousel.run("eval", "m", "--data", "a.jsonl", "--json")
                .succeeded()
                .json();
        assertThat(eval.path("macro_f1").asDouble()).isEqualTo(1);
        train("a.jsonl", "--out", "n").failedWith(1, "a.jsonl:1: 2 labels (pos, happy)", "--several");
    }

    @Test
    void rareClassesMayCountAsMuchAsOthers() throws Exception {
        toys.reviews(
                "a.tsv", 80, "label\ttext\n", e -> (e.text().contains("dull") ? "rare" : "often") + "\t" + e.text());
        isRight(train("a.tsv", "--class-weights", "--select", "accuracy"));
        train("a.tsv", "--class-weights", "--several", "--out", "n").failedWith(2, "--class-weights", "--several");
    }

    @Test
    void theBytesAreTheSameForAnyThreadsAndAfterAKill() throws Exception {
        toys.tsv("a.tsv", 80);
        String[] settings = {"--dropout", "0.2", "--pool", "attention", "--units", "both", "--epochs", "20"};
        train("a.tsv", with(settings, "--out", "one", "--threads", "1")).succeeded();
        train("a.tsv", with(settings, "--out", "two", "--threads", "2")).succeeded();
        assertThat(carousel.sha256("two")).isEqualTo(carousel.sha256("one"));
        train("a.tsv", with(settings, "--out", "cut", "--max-minutes", "0.0001"))
                .succeeded();
        var started = carousel.start(words("a.tsv", with(settings, "--out", "cut", "--resume")));
        started.await(() -> Files.readString(started.errors()).contains("step 45"));
        started.kill();
        train("a.tsv", with(settings, "--out", "cut", "--resume")).succeeded();
        assertThat(carousel.sha256("cut")).isEqualTo(carousel.sha256("one"));
        train("a.tsv", with(settings, "--out", "cut", "--resume", "--clip", "3"))
                .failedWith(2, "had --clip 5");
    }

    private static String[] with(String[] settings, String... more) {
        return Stream.concat(Stream.of(settings), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void severalSeedsEndWithMeanAndDeviation() throws Exception {
        toys.tsv("a.tsv", 60);
        var run = train("a.tsv", "--seeds", "1,2", "--epochs", "2", "--out", "m.safetensors")
                .succeeded();
        assertThat(run.errors()).contains("seed1: valid_accuracy", "seed2: valid_accuracy");
        assertThat(carousel.files()).contains("m-seed1.safetensors", "m-seed2.safetensors", "m-seed2.png");
        var json = run.json();
        assertThat(json.path("runs").asInt()).isEqualTo(2);
        double sum = 0;
        double squares = 0;
        for (var seed : List.of("1", "2")) {
            var own = train("a.tsv", "--seed", seed, "--epochs", "2", "--out", "own" + seed)
                    .json();
            double loss = own.path("valid_loss").asDouble();
            sum += loss;
            squares += loss * loss;
            assertThat(carousel.sha256("own" + seed)).isEqualTo(carousel.sha256("m-seed" + seed + ".safetensors"));
        }
        assertThat(json.path("valid_loss").asDouble()).isCloseTo(sum / 2, within(1e-9));
        assertThat(json.path("valid_loss_deviation").asDouble())
                .isCloseTo(Math.sqrt(squares - sum * sum / 2), within(1e-6));
        assertThat(run.output())
                .contains(String.format(Locale.ROOT, "%.4f", sum / 2).substring(0, 5), "±");
        train("a.tsv", "--seeds", "3,2", "--out", "m.safetensors").failedWith(2, "m-seed2.safetensors exists already");
        assertThat(carousel.files()).doesNotContain("m-seed3.safetensors");
    }

    @Test
    void everyFoldIsScoredOnce() throws Exception {
        toys.tsv("a.tsv", 60);
        var run = train("a.tsv", "--folds", "2", "--epochs", "2").succeeded();
        assertThat(run.errors()).contains("fold1: accuracy", "fold2: accuracy");
        assertThat(run.json().path("sequences").asDouble()).isEqualTo(30);
        assertThat(run.json().has("accuracy_deviation")).isTrue();
        var again = train("a.tsv", "--folds", "2", "--epochs", "2", "--resume").succeeded();
        assertThat(again.json()).isEqualTo(run.json());
        isMadeAgain("m-fold2");
    }

    /** The command that a model names makes the same file again. */
    private void isMadeAgain(String model) throws Exception {
        var before = carousel.sha256(model);
        var command = carousel.run("inspect", model, "--json")
                .succeeded()
                .json()
                .path("command")
                .asString();
        carousel.shell("\"$0\" " + command.replaceFirst("carousel ", "") + " --force")
                .succeeded();
        assertThat(carousel.sha256(model)).isEqualTo(before);
    }

    @Test
    void everythingMayBeLearnedFromAndTheLastModelKept() throws Exception {
        toys.tsv("a.tsv", 60);
        toys.tsv("test.tsv", 20);
        var run = train("a.tsv", "--valid-fraction", "0", "--test", "test.tsv", "--baselines")
                .succeeded();
        assertThat(run.errors())
                .contains("learning from 60 examples (none for validation: the last model is kept)", "not calibrated")
                .doesNotContain("validation loss");
        var json = run.json();
        assertThat(json.path("accuracy").asDouble()).isEqualTo(1);
        assertThat(json.path("best_step")).isEqualTo(json.path("steps"));
        assertThat(json.has("valid_accuracy")).isFalse();
        assertThat(json.path("baseline_bag_of_words_accuracy").asDouble()).isEqualTo(1);
        isMadeAgain("m");
        var bare = train("a.tsv", "--valid-fraction", "0", "--out", "n").succeeded();
        assertThat(bare.json().has("accuracy")).isFalse();
        assertThat(carousel.sha256("n.png")).isNotEmpty();
    }

    @Test
    void inspectNamesTheLabelsAndTheCommand() throws Exception {
        toys.tsv("a.tsv", 60);
        toys.tsv("v.tsv", 20);
        train("a.tsv", "--valid", "v.tsv", "--epochs", "2", "--units", "both", "--pool", "attention")
                .succeeded();
        var json = carousel.run("inspect", "m", "--plan", "--json").succeeded().json();
        assertThat(json.path("task").asString()).isEqualTo("classify");
        assertThat(json.path("answers").asString()).isEqualTo("neg, pos");
        assertThat(json.path("settings").path("pool").asString()).isEqualTo("attention");
        assertThat(json.path("command").asString())
                .startsWith("carousel train classify --train a.tsv --valid v.tsv --out m")
                .contains("--units both", "--pool attention")
                .doesNotContain("--valid-fraction");
        isMadeAgain("m");
        carousel.run("generate", "m").failedWith(1, "'classify'");
        carousel.run("eval", "m", "--data", "a.tsv", "--bf16").failedWith(2, "--bf16");
    }

    @Test
    void anotherTrainingBeginsWithItsWeights() throws Exception {
        toys.tsv("a.tsv", 60);
        train("a.tsv").succeeded();
        var run = train("a.tsv", "--warm-start", "m", "--out", "n", "--epochs", "1");
        isRight(run);
        assertThat(run.errors()).contains("begins with 6 weights of m");
    }

    /** As many labels and words, but they mean something else. */
    @Test
    void weightsOfOtherLabelsAndWordsStayBehind() throws Exception {
        toys.tsv("a.tsv", 60);
        train("a.tsv").succeeded();
        toys.reviews("b.tsv", 60, "label\ttext\n", e -> (e.label().equals("pos") ? "a" : "b") + "\t" + e.text());
        var labels = train("b.tsv", "--warm-start", "m", "--out", "n", "--epochs", "1")
                .succeeded();
        assertThat(labels.errors()).contains("begins with 4 weights of m; fresh: head.w, head.b");
        toys.reviews(
                "c.tsv", 60, "label\ttext\n", e -> e.label() + "\t" + e.text().replace("film", "tale"));
        var words = train("c.tsv", "--warm-start", "m", "--out", "o", "--epochs", "1")
                .succeeded();
        assertThat(words.errors()).contains("begins with 5 weights of m; fresh: input.steps.embed.table");
    }

    @Test
    void labelsThatWereNeverSeenAreCounted() throws Exception {
        toys.tsv("a.tsv", 60);
        toys.write("odd.tsv", "label\ttext\npos\tthe film is good film\nnew\tthe film is bad book\n");
        toys.write("strange.tsv", "label\ttext\nnew\tthe film is good film\n");
        var run = train("a.tsv", "--valid", "odd.tsv", "--test", "odd.tsv").succeeded();
        assertThat(run.errors()).contains("odd.tsv: the label 'new' was never seen in training and count");
        assertThat(run.json().path("valid_accuracy").asDouble()).isEqualTo(0.5);
        assertThat(run.json().path("unseen_labels").asInt()).isEqualTo(1);
        var eval = carousel.run("eval", "m", "--data", "odd.tsv", "--json")
                .succeeded()
                .json();
        assertThat(eval.path("unseen_labels").asInt()).isEqualTo(1);
        train("a.tsv", "--valid", "strange.tsv", "--out", "n").failedWith(1, "strange.tsv: the label 'new'", "neg");
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
        var run = train("a.tsv", "--epochs", "2").succeeded();
        assertThat(run.errors()).contains("a.tsv: 63 CRLF line ends", "1 empty text", "byte order mark");
        Files.write(
                folder.resolve("latin.tsv"),
                ("label\ttext\n" + "a\tcafé\nb\tthé\n".repeat(9)).getBytes(StandardCharsets.ISO_8859_1));
        train("latin.tsv", "--out", "n").failedWith(1, "latin.tsv", "--encoding");
        train("latin.tsv", "--out", "n", "--encoding", "latin1", "--epochs", "1")
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
