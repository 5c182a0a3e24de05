package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code eval} and {@code score}: two views of the same numbers. */
class ScoreCommandTest {
    @TempDir
    static Path folder;

    private Carousel carousel;
    private String model;

    @BeforeEach
    void model() throws Exception {
        carousel = Carousel.shared(folder);
        model = SmallModel.shared().file().toString();
        Files.writeString(carousel.path("lines.txt"), "the wheel turns\n\na horse sings.\nand the wheel");
    }

    private double[] score(String... more) throws Exception {
        var words = new java.util.ArrayList<>(java.util.List.of("score", model, "lines.txt"));
        words.addAll(java.util.List.of(more));
        return carousel.run(words.toArray(String[]::new))
                .succeeded()
                .output()
                .lines()
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void sixteenBitWeightsCostLittleAndTheCostIsTold() throws Exception {
        var full = carousel.run("eval", model, "--data", "lines.txt", "--json")
                .succeeded()
                .json();
        var halved = carousel.run("eval", model, "--data", "lines.txt", "--bf16", "--json")
                .succeeded()
                .json();
        assertThat(halved.path("full_loss")).isEqualTo(full.path("loss"));
        assertThat(halved.path("lost").asDouble())
                .isEqualTo(halved.path("loss").asDouble() - full.path("loss").asDouble())
                .isNotZero()
                .isBetween(-0.05, 0.05);
    }

    @Test
    void lossIsMinusTheSumOfTheScoresByTheTokensToTheLastDigit() throws Exception {
        var eval = carousel.run("eval", model, "--data", "lines.txt", "--json")
                .succeeded()
                .json();
        double sum = 0;
        for (double line : score()) {
            sum += line;
        }
        assertThat(eval.path("loss").asDouble())
                .isEqualTo(-sum / eval.path("tokens").asInt());
        assertThat(eval.path("tokens").asInt()).isEqualTo(16 + 1 + 15 + 13);
        assertThat(eval.path("sequences").asInt()).isEqualTo(4);
    }

    @Test
    void independentLinesDoNotKnowOfEachOther() throws Exception {
        var alone = score("--independent");
        var stream = score();
        assertThat(alone).hasSize(4);
        assertThat(alone[0]).isEqualTo(stream[0]);
        assertThat(alone[3]).isNotEqualTo(stream[3]);
        Files.writeString(carousel.path("lines.txt"), "and the wheel");
        assertThat(score()[0]).isEqualTo(alone[3]);
    }

    @Test
    void standardInputIsReadLikeAFile() throws Exception {
        var piped = carousel.shell("\"$0\" score " + model + " <lines.txt")
                .succeeded()
                .output();
        assertThat(piped.lines().mapToDouble(Double::parseDouble).toArray()).isEqualTo(score());
        assertThat(carousel.shell("\"$0\" score " + model + " - <lines.txt").output())
                .isEqualTo(piped);
    }

    @Test
    void whatTheModelExpectsScoresHigherThanWhatItDoesNot() throws Exception {
        Files.writeString(carousel.path("lines.txt"), "the wheel turns\nteh lewhe snrut\n");
        var lines = score("--independent");
        assertThat(lines[0]).isGreaterThan(lines[1] + 5).isNegative();
    }

    @Test
    void unknownCharactersAreNamedOrReplaced() throws Exception {
        Files.writeString(carousel.path("lines.txt"), "the wheel\nturns \u00fcber\n");
        carousel.run("score", model, "lines.txt").failedWith(1, "lines.txt", "U+00FC", "line 2, column 7");
        carousel.run("eval", model, "--data", "lines.txt").failedWith(1, "U+00FC");
        assertThat(score("--replace-unknown")).hasSize(2);
        var eval = carousel.run("eval", model, "--data", "lines.txt", "--replace-unknown", "--json")
                .succeeded();
        assertThat(eval.json().path("loss").asDouble()).isCloseTo(3, within(3.0));
    }
}
