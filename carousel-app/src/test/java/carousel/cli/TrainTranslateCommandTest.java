package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short strings turned round, as the simplest of translations. */
class TrainTranslateCommandTest {
    private static final List<String> TINY = List.of(
            "--out", "m", "--cell", "gru", "--hidden", "24", "--feeding", "before", "--batch", "16", "--lr", "0.015");

    @TempDir
    static Path folder;

    private Carousel carousel;
    private Toys toys;

    @BeforeEach
    void launcher() throws IOException {
        carousel = Carousel.shared(folder);
        toys = new Toys(folder);
    }

    /** Strings of up to three letters and the same from their end, with something between the letters. */
    private static List<List<String>> strings(int count, String between) {
        var random = new Random(count);
        var all = new ArrayList<List<String>>();
        for (int i = 0; i < count; i++) {
            var letters = new ArrayList<String>();
            for (int n = 0; n < i % 4; n++) {
                letters.add(String.valueOf((char) ('a' + random.nextInt(4))));
            }
            all.add(List.of(String.join(between, letters), String.join(between, letters.reversed())));
        }
        return all;
    }

    private void tsv(String name, int count, String between) throws Exception {
        var text = new StringBuilder();
        strings(count, between)
                .forEach(pair -> text.append(String.join("\t", pair)).append('\n'));
        toys.write(name, text.toString());
    }

    private Carousel.Run train(String data, String... more) throws Exception {
        var words = new ArrayList<>(List.of("train", "translate", "--train", data, "--json"));
        words.addAll(List.of(Toys.settings(TINY, more)));
        return carousel.run(words.toArray(String[]::new));
    }

    @Test
    void charactersAreTurnedRound() throws Exception {
        tsv("a.tsv", 400, "");
        tsv("test.tsv", 40, "");
        var run = train("a.tsv", "--test", "test.tsv", "--level", "char", "--bidirectional", "--epochs", "9")
                .succeeded();
        assertThat(run.errors()).contains("learning from 360 pairs (40 more", "6 different symbols to 6", "perplexity");
        assertThat(run.json().path("exact_match").asDouble()).isGreaterThan(0.9);
        assertThat(run.json().path("valid_exact_match").asDouble()).isGreaterThan(0.9);
        assertThat(run.json().path("bleu_signature").asString()).contains("tok:13a", "nrefs:1");
        toys.write("new.txt", "abc\nd\n\nda\n");
        var runs = carousel.several(List.of(
                List.of("predict", "m", "new.txt"),
                List.of("predict", "m", "new.txt", "--n-best", "2", "--scores", "--json"),
                List.of("predict", "m", "new.txt", "--max-length", "1", "--beam", "1"),
                List.of("eval", "m", "--data", "test.tsv", "--json"),
                List.of("eval", "m", "--data", "test.tsv", "--beam", "1", "--json"),
                List.of("score", "m", "test.tsv", "--json"),
                List.of("inspect", "m")));
        assertThat(runs.get(0).succeeded().output()).isEqualTo("cba\nd\n\nad\n");
        var best = runs.get(1).succeeded().output().lines().toList();
        assertThat(best.getFirst()).matches("cba\t-[0-9.]+\t[a-d]*\t-[0-9.]+");
        assertThat(runs.get(1).json().path("sequences").asInt()).isEqualTo(4);
        assertThat(runs.get(2).succeeded().output().lines()).hasSize(4).allMatch(line -> line.length() <= 1);
        assertThat(runs.get(2).errors()).contains("3 of 4 translations were cut at length 1 before their end");
        for (var name : List.of("loss", "exact_match", "chrf", "ter", "wer", "bleu", "tokens")) {
            assertThat(runs.get(3).json().path(name))
                    .as(name)
                    .isEqualTo(run.json().path(name));
        }
        assertThat(runs.get(4).json().path("exact_match").asDouble()).isGreaterThan(0.9);
        var scored = runs.get(5).succeeded();
        assertThat(scored.output().lines()).hasSize(41);
        assertThat(scored.json().path("loss")).isEqualTo(run.json().path("loss"));
        var inspected = runs.get(6).succeeded().output();
        assertThat(inspected).contains("6 symbols of level char", "--feeding before");
        assertThat(inspected
                        .lines()
                        .filter(line -> line.matches("  [a-z.0-9]+ +\\[\\d.*"))
                        .map(line -> line.indexOf('['))
                        .distinct())
                .hasSize(1); // in columns, however long a name is
    }

    @Test
    void theBytesAreTheSameForAnyThreadsAndAfterACut() throws Exception {
        var sides = strings(80, " ");
        toys.write("a.src", String.join("\n", sides.stream().map(List::getFirst).toList()) + "\n");
        toys.write("a.tgt", String.join("\n", sides.stream().map(List::getLast).toList()) + "\n");
        var words =
                List.of("train", "translate", "--train-source", "a.src", "--train-target", "a.tgt", "--cell", "gru");
        var line = " --hidden 8 --epochs 2 --batch 16 --dropout 0.2 --label-smoothing 0.1 --level subword --pieces 12"
                + " --tied all --max-length 2 --subwords unigram --average 2 --eval-every 1 --out ";
        var one = carousel.run(words, line + "one --threads 1").succeeded();
        assertThat(one.errors()).contains("a.src: ", " pairs with more than 2 symbols on a side left out");
        assertThat(one.errors()).contains("mean of the weights of the last 2 evaluations: validation loss ");
        carousel.run(words, line + "two --max-minutes 0.0001").succeeded();
        carousel.run(words, line + "two --threads 2 --resume").succeeded();
        assertThat(carousel.sha256("two")).isEqualTo(carousel.sha256("one"));
        var command = carousel.run("inspect", "one", "--json")
                .succeeded()
                .json()
                .path("command")
                .asString();
        assertThat(command).startsWith("carousel train translate --train-source a.src --train-target a.tgt");
        carousel.shell("\"$0\" " + command.replaceFirst("carousel ", "") + " --force")
                .succeeded();
        assertThat(carousel.sha256("one")).isEqualTo(carousel.sha256("two"));
    }

    /** A mark of the byte order, CRLF, empty sides, another encoding, what is not known, what is far too long. */
    @Test
    void oddFilesAreRead() throws Exception {
        toys.write(
                "odd.tsv",
                "\uFEFFa b\tb a\r\n\tb\r\na\t\r\n\r\nb a\ta b\r\n"
                        + "a b\tb a\r\n\tb\r\na\t\r\n\r\nb a\ta b\r\n".repeat(3));
        Files.write(
                folder.resolve("latin.tsv"), "\u00e9 b\tb \u00e9\n".repeat(9).getBytes(StandardCharsets.ISO_8859_1));
        toys.write("endless.tsv", "a b\tb a\n" + "a b\tb a\n".repeat(8) + "x".repeat(10_000_000) + " y z\tb\n");
        toys.write("new.txt", "\uFEFFa \uD83D\uDE00\r\n\r\nq\tb\r\nb a");
        toys.write("endless.txt", "x".repeat(10_000_000) + "\na\n");
        toys.write("long.tsv", "a b c\tc b a\n");
        var words = List.of("train", "translate", "--hidden", "4", "--steps", "2", "--batch", "4", "--max-length", "2");
        var runs = carousel.several(List.of(
                Carousel.words(words, "--train odd.tsv --out odd"),
                Carousel.words(words, "--train latin.tsv --out latin"),
                Carousel.words(words, "--train latin.tsv --out latin --encoding latin1"),
                Carousel.words(words, "--train endless.tsv --out endless --valid odd.tsv --subwords unigram"),
                Carousel.words(words, "--train long.tsv --out long --valid-fraction 0"),
                List.of("eval", "latin", "--data", "latin.tsv", "--json"),
                List.of("predict", "odd", "new.txt"),
                List.of("predict", "odd", "endless.txt")));
        assertThat(runs.get(0).succeeded().errors())
                .contains("odd.tsv: byte order mark", "20 CRLF line ends", "4 blank lines left out", "learning from");
        runs.get(1).failedWith(1, "latin.tsv: not UTF-8 at byte 0 (0xE9)", "--encoding latin1");
        assertThat(runs.get(2).succeeded().errors()).contains("learning from 8 pairs");
        assertThat(runs.get(3).succeeded().errors())
                .contains("endless.tsv: 1 pairs with more than 2 symbols on a side left out");
        assertThat(Files.size(folder.resolve("endless"))).isLessThan(100_000);
        runs.get(4).failedWith(1, "long.tsv: all 1 pairs have more than 2 symbols on a side; raise --max-length");
        assertThat(runs.get(5).json().path("sequences").asInt()).isEqualTo(9);
        assertThat(runs.get(6).succeeded().output().lines()).hasSize(4);
        assertThat(runs.get(7).succeeded().output().lines()).hasSize(2);
    }

    @Test
    void whatIsWrongIsOneLineAndNothingIsWritten() throws Exception {
        tsv("a.tsv", 20, " ");
        toys.write("short", "a\nb\n");
        toys.write("long", "a\nb\nc\n");
        toys.write("tabs.tsv", "a\tb\na\tb\tc\n");
        Refusal.all(
                carousel,
                List.of("train", "translate", "--out", "m"),
                new Refusal(2, "--train: missing; expected a file of pairs", ""),
                new Refusal(2, "--train: expected either one file", "--train a.tsv --train-source short"),
                new Refusal(2, "--train-target: missing beside --train-source", "--train-source short"),
                new Refusal(2, "--valid-source: missing beside", "--train a.tsv --valid-target short"),
                new Refusal(1, "short has 2 lines, long has 3", "--train-source short --train-target long"),
                new Refusal(1, "none.tsv: no such file", "--train none.tsv"),
                new Refusal(1, "tabs.tsv:2: more than one TAB", "--train tabs.tsv"),
                new Refusal(1, "short:1: no TAB", "--train a.tsv --test short"),
                new Refusal(2, "--level: expected", "--train a.tsv --level byte"),
                new Refusal(2, "--source-level: expected word, char", "--train a.tsv --source-level byte"),
                new Refusal(
                        2, "--target-language: expected any", "--train a.tsv --level char --target-language german"),
                new Refusal(2, "--tied: expected none or output", "--train a.tsv --tied all --target-level char"),
                new Refusal(
                        2, "--attention: expected another than dot", "--train a.tsv --attention dot --bidirectional"),
                new Refusal(2, "--average: not for --valid-fraction 0", "--train a.tsv --valid-fraction 0 --average 2"),
                new Refusal(1, "5 different characters", "--train a.tsv --level subword --pieces 3"),
                new Refusal(
                        2, "--patience: not for --valid-fraction 0", "--train a.tsv --valid-fraction 0 --patience 1"));
    }

    /** Four names through a state that has room for them, and through one of the context's kind. */
    @Test
    void aTextBecomesItself() throws Exception {
        var names = Files.createDirectory(folder.resolve("names"));
        Files.writeString(names.resolve("a.txt"), "anna\nbob\n\nanna\n");
        Files.writeString(names.resolve("b.txt"), "cara\ndad\n");
        Files.writeString(names.resolve("readme.md"), "none");
        toys.write("names.txt", "anna\nbob\ncara\ndad\n");
        var words = List.of("train", "autoencode", "--train", "names", "--valid", "names.txt", "--hidden", "24");
        var line = " --cell gru --batch 4 --lr 0.02 --epochs 60 --json --out ";
        var run = carousel.run(words, line + "m").succeeded();
        assertThat(run.errors()).contains("names: not read: readme.md", "learning from 4 pairs");
        assertThat(run.json().path("valid_exact_match").asDouble()).isEqualTo(1);
        var runs = carousel.several(List.of(
                List.of("predict", "m", "names.txt"),
                List.of("eval", "m", "--data", "names.txt", "--json"),
                List.of("score", "m", "names.txt"),
                List.of("inspect", "m", "--json"),
                Carousel.words(words, "--coupling context --steps 1 --out c"),
                Carousel.words(words, "--coupling attention --out d"),
                List.of(
                        "train",
                        "autoencode",
                        "--train-source",
                        "names.txt",
                        "--train-target",
                        "names.txt",
                        "--out",
                        "d"),
                List.of("train", "translate", "--train", "names.txt", "--autoencode", "--out", "d"),
                List.of("train", "autoencode", "--help")));
        assertThat(runs.get(0).succeeded().output()).isEqualTo("anna\nbob\ncara\ndad\n");
        assertThat(runs.get(1).json().path("exact_match").asDouble()).isEqualTo(1);
        assertThat(runs.get(2).succeeded().output().lines()).hasSize(4);
        assertThat(runs.get(3).json().path("command").asString())
                .startsWith("carousel train translate --train names --valid names.txt --out m")
                .contains("--autoencode", "--coupling initial", "--level char");
        runs.get(4).succeeded();
        runs.get(5).failedWith(2, "--coupling: expected initial or context with --autoencode", "attention");
        runs.get(6).failedWith(2, "--train-source: not with --autoencode");
        runs.get(7).failedWith(2, "--coupling: expected initial or context with --autoencode");
        assertThat(runs.get(8).succeeded().output()).contains("[initial]", "[char]", "autoencode-surnames");
    }

    /** A recipe's attention is nobody's mistake, that of the command line may be one. */
    @Test
    void whatHasNoEffectOrNoPlaceIsTold() throws Exception {
        tsv("a.tsv", 20, " ");
        toys.write("looking.json", "{\"feeding\": \"before\", \"monotone\": 1, \"hidden\": 4, \"steps\": 1}");
        toys.write("new.txt", "a b c\na b\n");
        var words =
                List.of("train", "translate", "--train", "a.tsv", "--valid-fraction", "0", "--recipe", "looking.json");
        var runs = carousel.several(List.of(
                Carousel.words(words, "--coupling context --out one"),
                Carousel.words(words, "--coupling context --out two --feeding input --attention dot --places 9"),
                Carousel.words(words, "--coupling concatenated --out three --places 2"),
                Carousel.words(words, "--attention dot --out four --places 2"),
                List.of("predict", "three", "new.txt", "--json"),
                List.of("predict", "one", "new.txt", "--json")));
        runs.forEach(Carousel.Run::succeeded);
        assertThat(runs.get(0).errors()).doesNotContain("without effect", "--places");
        assertThat(runs.get(1).errors())
                .contains("--attention, --feeding, --places: without effect, because --coupling is context");
        assertThat(runs.get(2).errors())
                .contains("a.tsv: 5 pairs with a source of more than the 2 symbols that --places has room for")
                .doesNotContain("without effect");
        assertThat(runs.get(3).errors()).contains("--places: without effect, because --coupling is attention");
        assertThat(runs.get(4).errors())
                .contains("1 of 2 sentences have more than the 2 symbols that the model has places for", "(line 1)");
        assertThat(runs.get(4).json().path("without_place").asInt()).isEqualTo(1);
        assertThat(runs.get(5).json().path("without_place").asInt()).isZero();
        assertThat(runs.get(5).errors()).doesNotContain("places");
    }

    @Test
    void optionsOfOtherModelsAreRefused() throws Exception {
        tsv("a.tsv", 20, " ");
        toys.tsv("b.tsv", 20);
        train("a.tsv", "--steps", "1").succeeded();
        carousel.run("train", "classify", "--train", "b.tsv", "--out", "c", "--hidden", "4", "--steps", "1")
                .succeeded();
        Refusal.all(
                carousel,
                List.of(),
                new Refusal(2, "--top: not for a translator", "predict m a.tsv --top 2"),
                new Refusal(2, "leave --stream out", "predict m --stream"),
                new Refusal(2, "--n-best: expected no more than --beam 2", "predict m a.tsv --beam 2 --n-best 3"),
                new Refusal(2, "--beam: for translators only", "predict c a.tsv --beam 2"),
                new Refusal(2, "--sample: for translators only", "predict c a.tsv --sample"),
                new Refusal(2, "--data-source: for translators only", "eval c --data-source a.tsv"),
                new Refusal(2, "--bf16: not for a model like m", "eval m --data a.tsv --bf16"),
                new Refusal(2, "--independent and", "score m a.tsv --independent"),
                new Refusal(2, "c: neither a language model nor", "score c a.tsv"));
    }
}
