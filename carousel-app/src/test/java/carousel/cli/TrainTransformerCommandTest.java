package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short strings turned round by a Transformer. */
class TrainTransformerCommandTest {
    private static final List<String> TRAIN = List.of("train", "translate", "--train", "a.tsv", "--level", "char");

    @TempDir
    Path folder;

    private Carousel carousel;
    private Toys toys;

    @BeforeEach
    void launcher() throws Exception {
        carousel = new Carousel(folder).quick();
        toys = new Toys(folder);
        toys.write("a.tsv", strings(400));
    }

    /** Strings of up to three letters and the same from their end. */
    private static String strings(int count) {
        var random = new Random(count);
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            var letters = new StringBuilder();
            for (int n = 0; n < i % 4; n++) {
                letters.append((char) ('a' + random.nextInt(4)));
            }
            text.append(letters).append('\t').append(letters.reverse()).append('\n');
        }
        return text.toString();
    }

    @Test
    void stringsAreTurnedRound() throws Exception {
        toys.write("test.tsv", strings(40));
        var line =
                " --model transformer --test test.tsv --hidden 32 --layers 1 --heads 2 --batch 8 --lr 0.004 --schedule inverse-root"
                        + " --warmup 60 --epochs 12 --out m --json";
        var run = carousel.run(TRAIN, line).succeeded();
        assertThat(run.json().path("exact_match").asDouble()).isGreaterThan(0.9);
        toys.write("new.txt", "abc\nd\n\nda\n");
        var runs = carousel.several(List.of(
                List.of("predict", "m", "new.txt"),
                List.of("eval", "m", "--data", "test.tsv", "--json"),
                List.of("score", "m", "test.tsv", "--json"),
                List.of("inspect", "m", "--plan")));
        assertThat(runs.get(0).succeeded().output()).isEqualTo("cba\nd\n\nad\n");
        assertThat(runs.get(1).json().path("loss")).isEqualTo(run.json().path("loss"));
        assertThat(runs.get(1).json().path("exact_match")).isEqualTo(run.json().path("exact_match"));
        assertThat(runs.get(2).json().path("loss")).isEqualTo(run.json().path("loss"));
        assertThat(runs.get(3).succeeded().output())
                .contains("transformer", "decoder.layers.0.source.attention.key.w", "--warmup 60")
                .contains("--model transformer", "--heads 2");
    }

    @Test
    void theBytesAreTheSameForAnyThreadsAndAfterACut() throws Exception {
        var line =
                " --model transformer --hidden 8 --heads 2 --layers 2 --feed-forward 12 --epochs 1 --batch 16 --dropout 0.2 --tied all"
                        + " --norm behind --activation gelu --label-smoothing 0.1 --out ";
        carousel.run(TRAIN, line + "one --threads 1").succeeded();
        carousel.run(TRAIN, line + "two --max-minutes 0.0001").succeeded();
        carousel.run(TRAIN, line + "two --threads 2 --resume").succeeded();
        assertThat(carousel.sha256("two")).isEqualTo(carousel.sha256("one"));
    }

    @Test
    void optionsOfTheOtherModelAreRefused() throws Exception {
        Refusal.all(
                carousel,
                TRAIN,
                new Refusal(
                        2,
                        "--cell: not for --model transformer; leave it out",
                        "--out m --model transformer --cell gru"),
                new Refusal(
                        2,
                        "--feeding: not for --model transformer; leave it out",
                        "--out m --model transformer --feeding before"),
                new Refusal(
                        2, "--heads: expected a number by which hidden (6)", "--out m --model transformer --hidden 6"),
                new Refusal(2, "--heads: not for --model rnn; leave it out", "--out m --heads 2"),
                new Refusal(2, "--norm: not for --model rnn; leave it out", "--out m --norm behind"));
    }
}
