package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A decoder-only Transformer as a language model, from a text to everything that is done with a model. */
class TrainLmTransformerCommandTest {
    private static final List<String> TRAIN = List.of("train", "lm", "--train", "text.txt");
    private static final String MODEL = " --model transformer";

    @TempDir
    Path folder;

    private Carousel carousel;

    @BeforeEach
    void launcher() throws Exception {
        carousel = new Carousel(folder).quick();
        Files.writeString(folder.resolve("text.txt"), SmallModel.text(12_000));
    }

    @Test
    void itLearnsWritesAndScores() throws Exception {
        var line = MODEL
                + " --hidden 24 --layers 2 --heads 2 --context 12 --batch 8 --bptt 16 --steps 150 --lr 0.01 --out m --json";
        var run = carousel.run(TRAIN, line).succeeded();
        assertThat(run.json().path("loss").asDouble()).isLessThan(1.6); // single characters alone have 2.7
        Files.writeString(folder.resolve("new.txt"), "the wheel turns\na horse sings\n");
        var runs = carousel.several(List.of(
                List.of("generate", "m", "--prompt", "the", "--length", "200", "--seed", "3", "--json"),
                List.of("score", "m", "new.txt", "--json"),
                List.of("eval", "m", "--data", "new.txt", "--json"),
                List.of("inspect", "m", "--plan"),
                List.of("diagnose", "m", "--data", "new.txt")));
        assertThat(runs.get(0).succeeded().json().path("text").asString())
                .containsPattern(" (wheel|horse|turns|slowly|sings) ");
        assertThat(runs.get(1).json().path("loss")).isEqualTo(runs.get(2).json().path("loss"));
        assertThat(runs.get(3).succeeded().output())
                .contains("transformer", "rnn.stack.layers.1.attention.attention.key.w", "--context 12", "--heads 2");
        runs.get(4).failedWith(1, "m: diagnosis: a transformer");
    }

    @Test
    void theBytesAreTheSameForAnyThreadsAndAfterACut() throws Exception {
        var line =
                MODEL + " --hidden 8 --heads 2 --layers 2 --feed-forward 12 --context 20 --steps 60 --batch 8 --bptt 16"
                        + " --bptt-advance 8 --dropout 0.2 --tied --norm behind --activation gelu --own-inputs 0.1 --out ";
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
                new Refusal(2, "--cell: not for --model transformer; leave it out", "--out m --cell gru" + MODEL),
                new Refusal(2, "--embedding: not for --model transformer", "--out m --embedding 16" + MODEL),
                new Refusal(2, "--heads: expected a number by which hidden (6)", "--out m --hidden 6" + MODEL),
                new Refusal(2, "--context: expected 2 or more, got 1", "--out m --context 1" + MODEL),
                new Refusal(2, "--context: not for --model rnn; leave it out", "--out m --model rnn --context 9"),
                new Refusal(2, "--heads: not for --model rnn; leave it out", "--out m --model rnn --heads 2"));
    }
}
