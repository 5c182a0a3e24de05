package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamCommandTest {
    private static final String FEED = "\"$0\" \"$@\" < ";

    @TempDir
    Path folder;

    private Carousel trained(String task, String data, String text, String... more) throws Exception {
        Files.writeString(folder.resolve(data), text);
        var carousel = new Carousel(folder).quick();
        var all = new java.util.ArrayList<>(java.util.List.of(
                "train", task, "--train", data, "--out", "m.safetensors", "--hidden", "4", "--embedding", "4"));
        all.addAll(java.util.List.of("--epochs", "2", "--force"));
        all.addAll(java.util.List.of(more));
        carousel.run(all.toArray(String[]::new)).succeeded();
        return carousel;
    }

    @Test
    void aClassifierAnswersEachLineBeforeItReadsTheNext() throws Exception {
        var text = "text\tlabel\n" + "a good film\tpos\na bad film\tneg\nso good\tpos\nso bad\tneg\n".repeat(5);
        var carousel = trained("classify", "t.tsv", text);
        Files.writeString(folder.resolve("new.txt"), "\uFEFFa good plot\r\n\r\nso bad , so good");
        var whole = carousel.run("predict", "m.safetensors", "new.txt", "--top", "2")
                .succeeded();
        var waiting = "{ head -1 new.txt; n=0; while [ ! -s out ] && [ $n -lt 100 ]; do sleep 0.2; n=$((n+1)); done;"
                + " [ -s out ] && tail -n +2 new.txt; } | \"$0\" \"$@\" > out; cat out";
        var streamed = carousel.shell(waiting, "predict", "m.safetensors", "--stream", "--top", "2")
                .succeeded();
        assertThat(streamed.output()).isEqualTo(whole.output()).hasLineCount(3);
        Files.write(folder.resolve("latin.txt"), "a good plot\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        var cut = carousel.shell(FEED + "latin.txt", "predict", "m.safetensors", "--stream", "--top", "2");
        assertThat(cut.code()).isEqualTo(1);
        assertThat(cut.output()).isEqualTo(whole.output().lines().findFirst().orElseThrow() + "\n");
        assertThat(cut.errors()).contains("standard input:2: not UTF-8").hasLineCount(1);
        carousel.run("predict", "m.safetensors", "new.txt", "--stream").failedWith(2, "reads standard input");
        carousel.run("predict", "m.safetensors", "--words").failedWith(2, "--words: expected together with --stream");
        carousel.run("predict", "m.safetensors", "--stream", "--words").failedWith(2, "--words is for taggers");
        trained("classify", "t.tsv", text, "--bidirectional")
                .run("predict", "m.safetensors", "--stream")
                .failedWith(2, "does not read forwards alone");
    }

    @Test
    void aTaggerAnswersWordByWordWhatItSaysOfSentences() throws Exception {
        var text = "Ann B-PER\nsees O\nNew B-LOC\nYork I-LOC\n\nBob B-PER\nruns O\n\n".repeat(5);
        var carousel = trained("tag", "t.conll", text);
        Files.writeString(folder.resolve("s.txt"), "New York sees Ann\nBob\n");
        Files.writeString(folder.resolve("w.txt"), "\uFEFFNew\r\nYork\r\nsees\r\nAnn\r\n\r\nBob");
        var whole =
                carousel.run("predict", "m.safetensors", "s.txt", "--top", "1").succeeded();
        var words = carousel.shell(FEED + "w.txt", "predict", "m.safetensors", "--stream", "--words", "--top", "1")
                .succeeded();
        assertThat(words.output()
                        .strip()
                        .replace("\n\n", "|")
                        .replace('\n', ' ')
                        .replace('|', '\n'))
                .isEqualTo(whole.output().strip());
        var lines = carousel.shell(FEED + "s.txt", "predict", "m.safetensors", "--stream", "--top", "1")
                .succeeded();
        assertThat(lines.output()).isEqualTo(whole.output());
        carousel.shell(FEED + "s.txt", "predict", "m.safetensors", "--stream", "--words")
                .failedWith(1, "standard input:1: several words");
    }
}
