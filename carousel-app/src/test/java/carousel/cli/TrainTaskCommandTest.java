package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.data.reader.IdxFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTaskCommandTest {
    @TempDir
    static Path folder;

    private Carousel carousel;

    @BeforeEach
    void launcher() throws IOException {
        carousel = Carousel.shared(folder);
    }

    private Carousel.Run train(String task, String... more) throws Exception {
        var words = new ArrayList<>(List.of("train", "task", "--task", task, "--hidden", "12", "--batch", "8"));
        words.addAll(List.of("--lr", "0.01", "--json"));
        words.addAll(List.of(more));
        return carousel.run(words.toArray(String[]::new));
    }

    @Test
    void learnsAndEndsWithItsScores() throws Exception {
        var run = train("anbn:n=3", "--out", "m", "--steps", "400", "--eval-every", "100", "--cell", "peephole")
                .succeeded();
        assertThat(run.errors()).contains("learning anbn:n=3", "whole sequences", "finished");
        var json = run.json();
        assertThat(json.path("loss").asDouble()).isBetween(0.0, 0.2);
        assertThat(json.path("accuracy").asDouble()).isGreaterThan(0.9);
        assertThat(json.path("exact_match").asDouble()).isPositive();
        assertThat(json.path("longer_sequences").asInt()).isEqualTo(3);
        assertThat(json.path("longer_exact_match").isNumber()).isTrue();
        assertThat(json.path("end").asString()).isEqualTo("complete");
        assertThat(carousel.files()).containsExactly("m", "m.csv", "m.png");
        var eval = carousel.run("eval", "m", "--task", "anbn:n=3", "--json")
                .succeeded()
                .json();
        for (var name : List.of("loss", "accuracy", "exact_match", "longer_loss")) {
            assertThat(eval.path(name)).as(name).isEqualTo(json.path(name));
        }
        var inspected =
                carousel.run("inspect", "m", "--plan", "--json").succeeded().json();
        assertThat(inspected.path("learned").asString()).isEqualTo("anbn:n=3");
        assertThat(inspected.path("command").asString()).contains("carousel train task", "--task anbn:n=3");
        carousel.run("eval", "m", "--task", "adding")
                .failedWith(2, "--task adding", "from 3 symbols to any of 3 symbols");
        carousel.run("generate", "m").failedWith(1, "'task'");
    }

    @Test
    void aModelIsScoredOnAnyTaskOfItsForm() throws Exception {
        train("copy:delay=3,length=2,symbols=3", "--out", "m", "--steps", "5").succeeded();
        carousel.run("eval", "m", "--task", "copy:delay=9,length=4,symbols=3").succeeded();
        carousel.run("eval", "m", "--task", "copy:delay=3,length=2,symbols=4")
                .failedWith(2, "from 6 symbols", "from 5");
        carousel.run("eval", "m", "--task", "copy:delay=3,length=2,symbols=3", "--bf16")
                .failedWith(2, "--bf16", "--task");
    }

    @Test
    void aTaskOfValuesHasAMeanSquaredErrorAndABaseline() throws Exception {
        var json = train("adding:steps=6", "--out", "m", "--steps", "10")
                .succeeded()
                .json();
        assertThat(json.path("mse").asDouble()).isPositive();
        assertThat(json.path("baseline_mse").asDouble()).isBetween(0.166, 0.167);
    }

    @Test
    void comparatorsAndCurriculaAreOptions() throws Exception {
        for (var body : List.of("tcn", "window-mlp")) {
            train("adding:steps=6", "--out", body, "--steps", "5", "--body", body, "--window", "3")
                    .succeeded();
            carousel.run("diagnose", body).failedWith(1, "not recurrent");
        }
        train("adding:steps=20", "--out", "grown", "--steps", "5", "--curriculum", "4:20")
                .succeeded();
        train("adding:steps=20", "--out", "m", "--curriculum", "40:20").failedWith(2, "--curriculum", "1 to 20");
    }

    @Test
    void diagnoseLooksAtItsMemory() throws Exception {
        train("adding:steps=12", "--out", "m", "--steps", "20").succeeded();
        var run = carousel.run("diagnose", "m", "--plot", "m.memory.png", "--json")
                .succeeded();
        assertThat(run.output()).contains("effective memory", "forget", "lag (steps)");
        var json = run.json();
        assertThat(json.path("verdict").asString()).isIn("remembers", "vanishes", "explodes");
        assertThat(json.path("gradient")).hasSize(12);
        assertThat(json.path("layers").path(0).path("gates")).hasSize(3);
        assertThat(json.path("layers").path(0).path("spectral_radius").asDouble())
                .isPositive();
        assertThat(ImageIO.read(carousel.path("m.memory.png").toFile()).getWidth())
                .isEqualTo(1600);
        carousel.run("diagnose", "m", "--plot", "m.memory.png").failedWith(2, "exists already");
        carousel.run("diagnose", "none").failedWith(1, "none");
    }

    @Test
    void aRunThatWasCutGoesOnToTheSameFile() throws Exception {
        String[] settings = {"--steps", "120", "--eval-every", "40", "--dropout", "0.1", "--schedule", "cosine"};
        train("echo:steps=9,delay=2,channels=2", Toys.with(settings, "--out", "whole"))
                .succeeded();
        train("echo:steps=9,delay=2,channels=2", Toys.with(settings, "--out", "cut", "--max-minutes", "0.0001"))
                .succeeded();
        train("echo:channels=2,delay=2,steps=9", Toys.with(settings, "--out", "cut", "--resume", "--threads", "3"))
                .succeeded();
        assertThat(carousel.sha256("cut")).isEqualTo(carousel.sha256("whole"));
        assertThat(train("echo:steps=9,delay=2,channels=2", Toys.with(settings, "--out", "cut", "--resume"))
                        .succeeded()
                        .errors())
                .contains("finished already");
        train("echo:steps=9,delay=3,channels=2", Toys.with(settings, "--out", "cut", "--resume"))
                .failedWith(2, "--task", "echo:steps=9,delay=2,channels=2");
    }

    @Test
    void digitsComeFromAFolder() throws Exception {
        digits("train", 60);
        digits("t10k", 20);
        var json = train("mnist-rows", "--data", "digits", "--out", "m", "--steps", "5")
                .succeeded()
                .json();
        assertThat(json.path("accuracy").asDouble()).isBetween(0.0, 1.0);
        assertThat(json.path("sequences").asInt()).isEqualTo(20);
        assertThat(carousel.run("inspect", "m", "--json").json().path("command").asString())
                .contains("--data digits", "--task mnist-rows");
        carousel.run("eval", "m", "--task", "mnist-rows", "--data", "digits").succeeded();
    }

    private void digits(String name, int count) throws IOException {
        var digits = Files.createDirectories(folder.resolve("digits"));
        IdxFiles.write(digits, name, new byte[784 * count], 28, 28, new byte[count]);
    }

    @Test
    void whatIsWrongIsOneLineAndNothingIsWritten() throws Exception {
        Refusal.all(
                carousel,
                List.of("train", "task", "--out", "m"),
                new Refusal(2, "--task: unknown task 'ading'; expected one of adding, copy", "--task ading"),
                new Refusal(2, "--task: missing", ""),
                new Refusal(2, "adding has no parameter 'stesp'; expected some of steps=150", "--task adding:stesp=9"),
                new Refusal(2, "--task: steps: expected 2 or more, got 1", "--task adding:steps=1"),
                new Refusal(2, "--task: steps: expected a whole number", "--task adding:steps=ten"),
                new Refusal(2, "--data: missing; expected the folder of the MNIST files", "--task mnist-rows"),
                new Refusal(2, "--data: the task echo", "--task echo --data here"),
                new Refusal(1, "none/train-images-idx3-ubyte: no such file", "--task mnist-rows --data none"),
                new Refusal(2, "--chrono: expected 0 with any cell but", "--task echo --cell rnn --chrono 9"),
                new Refusal(
                        2, "--bidirectional: expected off with --zoneout", "--task echo --zoneout 0.1 --bidirectional"),
                new Refusal(2, "--merge: expected concat without --bidirectional, got sum", "--task echo --merge sum"),
                new Refusal(2, "--reading: expected forward, backward, middle-out", "--task echo --reading sideways"),
                new Refusal(2, "--pool: expected last, for answers at steps", "--task echo --pool mean"),
                new Refusal(2, "--batch: expected 1 or more, got 0", "--task echo --batch 0"));
    }
}
