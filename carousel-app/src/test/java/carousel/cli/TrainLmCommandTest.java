package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import carousel.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainLmCommandTest {
    @TempDir
    static Path folder;

    private Carousel carousel;

    @BeforeEach
    void text() throws Exception {
        carousel = Carousel.shared(folder);
        Files.writeString(folder.resolve("text.txt"), SmallModel.text(12_000));
    }

    private Carousel.Run train(String... more) throws Exception {
        var arguments =
                new ArrayList<>(List.of("train", "lm", "--train", "text.txt", "--hidden", "16", "--batch", "4"));
        arguments.addAll(List.of("--bptt", "16", "--json"));
        arguments.addAll(List.of(more));
        return carousel.run(arguments.toArray(String[]::new));
    }

    @Test
    void learnsAndLeavesModelCurveAndPicture() throws Exception {
        var json = train("--out", "made/model.safetensors", "--steps", "150", "--eval-every", "50", "--lr", "0.01")
                .succeeded()
                .json();
        assertThat(json.path("loss").asDouble()).isBetween(0.5, 2.2);
        assertThat(json.path("perplexity").asDouble())
                .isCloseTo(Math.exp(json.path("loss").asDouble()), within(1e-9));
        assertThat(json.path("bits_per_char").asDouble())
                .isCloseTo(json.path("loss").asDouble() / Math.log(2), within(1e-9));
        assertThat(json.path("steps").asInt()).isEqualTo(150);
        assertThat(json.path("tokens_per_second").asDouble()).isPositive();
        assertThat(json.path("end").asString()).isEqualTo("complete");
        assertThat(carousel.files())
                .containsExactly("made", "made/model.csv", "made/model.png", "made/model.safetensors", "text.txt");
        assertThat(Files.readAllLines(carousel.path("made/model.csv")))
                .hasSize(4)
                .first()
                .isEqualTo("step,epoch,train_loss,valid_loss,learning_rate,tokens,seconds");
        assertThat(ImageIO.read(carousel.path("made/model.png").toFile()).getWidth())
                .isGreaterThan(1000);
    }

    @Test
    void recomputingActivationsNeedsLessMemoryForTheSameModel() throws Exception {
        var kept = longWindows("--out", "kept").json();
        var recomputed =
                longWindows("--out", "again", "--checkpoint-activations").json();
        assertThat(carousel.path("again")).hasSameBinaryContentAs(carousel.path("kept"));
        assertThat(recomputed.path("buffer_bytes").asLong())
                .isPositive()
                .isLessThan(kept.path("buffer_bytes").asLong() * 3 / 4);
    }

    private Carousel.Run longWindows(String... more) throws Exception {
        var arguments = new ArrayList<>(List.of("train", "lm", "--train", "text.txt", "--hidden", "16", "--layers"));
        arguments.addAll(List.of("2", "--batch", "4", "--bptt", "400", "--steps", "12", "--json"));
        arguments.addAll(List.of(more));
        return carousel.alone(arguments.toArray(String[]::new)).succeeded();
    }

    @ParameterizedTest
    @ValueSource(strings = {"char", "byte", "word"})
    void everyLevelLearnsAndItsTestScoresAreThoseOfEval(String level) throws Exception {
        Files.writeString(folder.resolve("test.txt"), SmallModel.text(3_000));
        var json = train("--out", "m", "--steps", "60", "--lr", "0.01", "--level", level, "--test", "test.txt")
                .succeeded()
                .json();
        var eval = carousel.run("eval", "m", "--data", "test.txt", "--json")
                .succeeded()
                .json();
        for (var name : List.of("loss", "perplexity", "bits_per_char", "tokens", "sequences")) {
            assertThat(json.path("test_" + name)).as(name).isEqualTo(eval.path(name));
        }
        assertThat(eval.path("bits_per_char").asDouble()).isBetween(0.1, 4.5);
    }

    @Test
    void wordLevelHasUnknownWordsAndLowersCapitalsOnDemand() throws Exception {
        Files.writeString(folder.resolve("test.txt"), "The WHEEL turns unheardof\n");
        train("--out", "m", "--steps", "20", "--level", "word", "--min-count", "2", "--lower-case")
                .succeeded();
        var vocabulary = carousel.run("inspect", "m", "--json")
                .succeeded()
                .json()
                .path("vocabulary")
                .asInt();
        assertThat(vocabulary).isBetween(12, 30);
        assertThat(carousel.run("eval", "m", "--data", "test.txt", "--json")
                        .succeeded()
                        .json()
                        .path("tokens")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void aValidationFileOfItsOwnLeavesTheWholeTextForTraining() throws Exception {
        Files.writeString(folder.resolve("valid.txt"), SmallModel.text(2_000));
        train("--out", "m", "--steps", "5", "--valid", "valid.txt").succeeded();
        var made = carousel.run("inspect", "m", "--json").succeeded().json();
        assertThat(made.path("command").asString()).contains("--train text.txt --valid valid.txt --out m");
        Files.writeString(folder.resolve("odd.txt"), "the wheel \u00e9\n".repeat(20));
        train("--out", "odd", "--steps", "5", "--valid", "odd.txt").failedWith(1, "odd.txt", "U+00E9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--test", "--valid"})
    void aFileThatCannotBeReadIsNamedBeforeAnythingIsLearned(String option) throws Exception {
        Files.writeString(folder.resolve("odd.txt"), "the wheel \u00e9\n".repeat(20));
        Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xE9, 'b'});
        Files.writeString(folder.resolve("empty.txt"), "");
        train("--out", "m", "--steps", "5", option, "none.txt").failedWith(1, "none.txt: no such file");
        train("--out", "m", "--steps", "5", option, ".").failedWith(1, ".: a folder");
        train("--out", "m", "--steps", "5", option, "empty.txt").failedWith(1, "empty.txt: empty");
        train("--out", "m", "--steps", "5", option, "latin.txt").failedWith(1, "latin.txt: not UTF-8 at byte 1");
        train("--out", "m", "--steps", "5", option, "odd.txt").failedWith(1, "odd.txt", "U+00E9");
        assertThat(carousel.files()).containsExactly("empty.txt", "latin.txt", "odd.txt", "text.txt");
    }

    @Test
    void aRecipeGivesSettingsAndOptionsOverrideIt() throws Exception {
        Files.writeString(
                folder.resolve("mine.json"), "{\"steps\": 7, \"layers\": 2, \"tied\": true, \"cell\": \"gru\"}");
        train("--out", "m", "--recipe", "mine.json", "--layers", "1", "--tied=false")
                .succeeded();
        var settings = carousel.run("inspect", "m", "--json").json().path("settings");
        assertThat(settings.path("steps").asString()).isEqualTo("7");
        assertThat(settings.path("cell").asString()).isEqualTo("gru");
        assertThat(settings.path("layers").asString()).isEqualTo("1");
        assertThat(settings.path("tied").asString()).isEqualTo("false");
    }

    @Test
    void aRunBeginsWithTheWeightsOfAnotherAndKeepsWhatIsFrozen() throws Exception {
        train("--out", "first", "--steps", "20").succeeded();
        var run = train("--out", "second", "--steps", "20", "--warm-start", "first", "--freeze", "rnn.*,embed.table");
        assertThat(run.succeeded().errors()).contains("begins with 6 weights of first");
        var first = Store.read(carousel.path("first")).weights();
        Store.read(carousel.path("second")).weights().forEach((name, weight) -> {
            boolean same = Arrays.equals(weight.toArray(), first.get(name).toArray());
            assertThat(same).as(name).isEqualTo(!name.startsWith("head"));
        });
        train("--out", "third", "--steps", "20", "--warm-start", "none").failedWith(1, "none");
        train("--out", "third", "--steps", "20", "--warm-start", "third").failedWith(2, "--warm-start", "--out");
        train("--out", "third", "--steps", "20", "--warm-start", "first", "--cell", "rnn", "--level", "byte")
                .failedWith(2, "--warm-start first: none of its weights");
        train("--out", "third", "--steps", "20", "--freeze", "rnn.layers.9.*")
                .failedWith(2, "--freeze: no weight is called rnn.layers.9.*");
        train("--out", "third", "--steps", "20", "--freeze", "head.b[0:999]").failedWith(2, "--freeze: head.b[0:999]");
        assertThat(carousel.path("third")).doesNotExist();
    }

    /** With the same command and --resume; the model knows what it began with. */
    @Test
    void aRunThatBeganWithOtherWeightsGoesOnToTheSameFile() throws Exception {
        train("--out", "first", "--steps", "20").succeeded();
        String[] options = {"--steps", "40", "--warm-start", "first"};
        train(Toys.with(options, "--out", "whole")).succeeded();
        train(Toys.with(options, "--out", "cut", "--max-minutes", "0.0001")).succeeded();
        train("--out", "cut", "--steps", "40", "--resume").failedWith(1, "--warm-start first");
        var resumed = train(Toys.with(options, "--out", "cut", "--resume")).succeeded();
        assertThat(resumed.errors()).contains("begins with", "resuming at step");
        assertThat(carousel.sha256("cut")).isEqualTo(carousel.sha256("whole"));
        var made = carousel.run("inspect", "cut", "--json").succeeded().json();
        assertThat(made.path("command").asString()).contains("--warm-start first");
    }

    @Test
    void everyMethodOfTrainingIsAnOption() throws Exception {
        for (var options : List.of(
                "--zoneout 0.1 --learned-start",
                "--state-dropout 0.1 --dropout 0.1 --dropout-mask sequence",
                "--weight-drop 0.1 --l2 0.0001 --forget-bias 2",
                "--layers 2 --around highway --chrono 16",
                "--bptt-advance 4 --clip-mode value --optimizer sgd --nesterov")) {
            var words = new ArrayList<>(List.of("--out", "m", "--force", "--steps", "6"));
            words.addAll(List.of(options.split(" ")));
            train(words.toArray(String[]::new)).succeeded();
            assertThat(carousel.run("inspect", "m", "--json")
                            .succeeded()
                            .json()
                            .path("command")
                            .asString())
                    .contains(options.split(" ")[0]);
        }
        train("--out", "n", "--bptt-advance", "3").failedWith(2, "--bptt-advance: expected a divisor of --bptt 16");
    }

    @Test
    void patienceAndTimeEndARun() throws Exception {
        var patient = train("--out", "p", "--steps", "100000", "--eval-every", "5", "--lr", "0.5", "--patience", "2");
        assertThat(patient.succeeded().json().path("end").asString()).isEqualTo("patience");
        var hurried = train("--out", "t", "--steps", "100000", "--max-minutes", "0.01")
                .succeeded()
                .json();
        assertThat(hurried.path("end").asString()).isEqualTo("time");
        assertThat(hurried.path("seconds").asDouble()).isGreaterThan(0.5);
    }

    @Test
    void theResultDoesNotDependOnThreadsVectorsOrFolders() throws Exception {
        carousel.with("CAROUSEL_OPTS", "");
        train("--out", "one", "--steps", "30", "--dropout", "0.2", "--threads", "1")
                .succeeded();
        train("--out", "elsewhere/three", "--steps", "30", "--dropout", "0.2", "--threads", "3")
                .succeeded();
        assertThat(carousel.sha256("elsewhere/three")).isEqualTo(carousel.sha256("one"));
        carousel.with("CAROUSEL_VECTOR", "off");
        train("--out", "scalar", "--steps", "30", "--dropout", "0.2").succeeded();
        assertThat(carousel.sha256("scalar")).isEqualTo(carousel.sha256("one"));
    }
}
