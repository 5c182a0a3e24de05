package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is one line and an exit code, and nothing is written or lost. */
class BadInputCommandTest {
    @TempDir
    Path folder;

    private Carousel carousel;

    @BeforeEach
    void files() throws Exception {
        carousel = new Carousel(Files.createDirectories(folder.resolve("work"))).quick();
        Files.writeString(carousel.path("text.txt"), SmallModel.text(3_000));
        Files.writeString(carousel.path("empty.txt"), "");
        Files.writeString(carousel.path("short.txt"), "too short");
        Files.write(carousel.path("latin1.txt"), new byte[] {'a', 'b', (byte) 0xE9, 'c'});
        Files.writeString(carousel.path("unknown-key.json"), "{\"hiden\": 12}");
        Files.writeString(carousel.path("wrong-value.json"), "{\"hidden\": 0}");
        Files.writeString(carousel.path("not.json"), "{hidden");
        Files.createDirectory(carousel.path("taken"));
    }

    @Test
    void oneLineAndNothingWritten() throws Exception {
        Refusal.all(
                carousel,
                List.of("train", "lm", "--out", "model.safetensors"),
                new Refusal(1, "none.txt: no such file", "--train none.txt"),
                new Refusal(1, "empty.txt: empty", "--train empty.txt"),
                new Refusal(1, "taken: a folder", "--train taken"),
                new Refusal(1, "latin1.txt: not UTF-8 at byte 2 (0xE9)", "--train latin1.txt"),
                new Refusal(1, "short.txt: 8 tokens", "--train short.txt"),
                new Refusal(2, "'--hiden'; did you mean '--hidden'?", "--train text.txt --hiden 12"),
                new Refusal(
                        2,
                        "recipe unknown-key.json: unknown option 'hiden'; did you mean 'hidden'?",
                        "--train text.txt --recipe unknown-key.json"),
                new Refusal(
                        2,
                        "recipe wrong-value.json: hidden: expected 1 or more, got 0",
                        "--train text.txt --recipe wrong-value.json"),
                new Refusal(2, "recipe not.json", "--train text.txt --recipe not.json"),
                new Refusal(2, "--recipe none", "--train text.txt --recipe none"),
                new Refusal(2, "--hidden: expected 1 or more, got 0", "--train text.txt --hidden 0"),
                new Refusal(2, "--lr: expected a number above 0", "--train text.txt --lr -0.1"),
                new Refusal(2, "--lr: expected a number, got 'fast'", "--train text.txt --lr fast"),
                new Refusal(2, "--dropout: expected at least 0 and below 1", "--train text.txt --dropout 1"),
                new Refusal(2, "--batch", "--train text.txt --batch 0"),
                new Refusal(2, "--threads", "--train text.txt --threads -1"),
                new Refusal(2, "--valid-fraction", "--train text.txt --valid-fraction 1"),
                new Refusal(2, "--level: expected one of char, byte, word", "--train text.txt --level letters"),
                new Refusal(2, "--encoding", "--train text.txt --encoding klingon"),
                new Refusal(2, "'--seed' (N) should be specified only once", "--train text.txt --seed 1 --seed 2"),
                new Refusal(2, "required parameter for option '--lr'", "--train text.txt --lr"),
                new Refusal(2, "--train: missing", ""));
    }

    private Carousel.Run train(String... more) throws Exception {
        var words = new ArrayList<>(List.of("train", "lm", "--train", "text.txt", "--hidden", "32", "--batch", "4"));
        words.addAll(List.of("--bptt", "16", "--epochs", "1"));
        words.addAll(List.of(more));
        return carousel.run(words.toArray(String[]::new));
    }

    @Test
    void nothingThatExistsIsReplacedUnasked() throws Exception {
        for (var companion : List.of("model.safetensors", "model.csv", "model.png", "model.checkpoints")) {
            Files.writeString(carousel.path(companion), "mine");
            train("--out", "model.safetensors").failedWith(2, companion, "--force", "--resume");
            assertThat(carousel.path(companion)).hasContent("mine");
            Files.delete(carousel.path(companion));
        }
        Files.writeString(carousel.path("model.safetensors"), "mine");
        train("--out", "model.safetensors", "--force").succeeded();
        assertThat(Files.size(carousel.path("model.safetensors"))).isGreaterThan(1000);
    }

    @Test
    void resumingOverSomebodyElsesFileIsRefused() throws Exception {
        Files.writeString(carousel.path("model.safetensors"), "mine, and not a model");
        train("--out", "model.safetensors", "--resume").failedWith(1, "model.safetensors", "not a safetensors file");
        assertThat(carousel.path("model.safetensors")).hasContent("mine, and not a model");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsFoundBeforeTraining() throws Exception {
        var before = carousel.files();
        train("--out", "text.txt/model.safetensors").failedWith(1, "text.txt", "not a folder");
        train("--out", "taken").failedWith(2, "taken", "a folder");
        train("--out", "model.csv").failedWith(2, "model.csv");
        train("--out", "m", "--force", "--resume").failedWith(2, "--force", "--resume");
        assertThat(carousel.files()).isEqualTo(before);
    }

    @Test
    void aFullDiskEndsTheRunAndKeepsTheModelOfBefore() throws Exception {
        train("--out", "model.safetensors").succeeded();
        var before = carousel.sha256("model.safetensors");
        // blocks of 512 bytes: the text fits and the model does not
        var run = carousel.shell(
                "ulimit -f 16; exec \"$0\" \"$@\"",
                "train",
                "lm",
                "--train",
                "text.txt",
                "--hidden",
                "64",
                "--batch",
                "4",
                "--bptt",
                "16",
                "--steps",
                "10",
                "--out",
                "model.safetensors",
                "--force");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.errors().lines().toList().getLast())
                .startsWith("carousel: model.safetensors: cannot be written")
                .contains("File too large");
        assertThat(run.errors()).doesNotContain("Exception");
        assertThat(carousel.sha256("model.safetensors")).isEqualTo(before);
        assertThat(carousel.files()).noneMatch(name -> name.contains("tmp"));
    }

    @Test
    void aDivergingRunStopsAndKeepsTheBestModel() throws Exception {
        var run = train("--out", "wild.safetensors", "--lr", "1000", "--eval-every", "1");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.errors().lines().toList().getLast())
                .startsWith("carousel: training diverged at step")
                .contains("learning rate 1000", "gradient norm", "wild.safetensors");
        assertThat(carousel.run("inspect", "wild.safetensors").succeeded().output())
                .contains("diverged");
        train("--out", "wilder", "--lr", "1000");
        assertThat(carousel.path("wilder")).doesNotExist();
    }
}
