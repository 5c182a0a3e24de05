package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainRegressCommandTest {
    private static final List<String> TINY = List.of(
            "--out", "m", "--hidden", "8", "--embedding", "8", "--batch", "8", "--lr", "0.03", "--epochs", "15");

    @TempDir
    static Path folder;

    private Carousel carousel;
    private Toys toys;

    @BeforeEach
    void launcher() throws Exception {
        carousel = Carousel.shared(folder);
        toys = new Toys(folder);
        toys.numbers("a.tsv", 80);
    }

    private Carousel.Run train(String data, String... more) throws Exception {
        var words = new ArrayList<>(List.of("train", "regress", "--train", data, "--json"));
        words.addAll(List.of(Toys.settings(TINY, more)));
        return carousel.run(words.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"squared", "huber"})
    void numbersAreLearned(String loss) throws Exception {
        var run = train("a.tsv", "--loss", loss).succeeded();
        assertThat(run.errors()).contains("error ").doesNotContain("classes");
        var json = run.json();
        assertThat(json.path("valid_mae").asDouble()).isBetween(0.0, 0.2);
        assertThat(json.path("valid_r2").asDouble()).isGreaterThan(0.95);
        var inspected = carousel.run("inspect", "m", "--json").succeeded().json();
        assertThat(inspected.path("task").asString()).isEqualTo("regress");
        assertThat(inspected.path("answers").asString()).isEqualTo("a number");
        assertThat(carousel.makesAgain("m")).startsWith("carousel train regress --train a.tsv --out m");
    }

    @Test
    void predictSaysANumberAndEvalHowFarOff() throws Exception {
        train("a.tsv", "--loss", "range").succeeded();
        toys.write("new.txt", "good good good film\n\nfilm book song play\nunheard words\n");
        var said = carousel.run("predict", "m", "new.txt")
                .succeeded()
                .output()
                .lines()
                .map(Double::parseDouble)
                .toList();
        assertThat(said).hasSize(4).allMatch(number -> number >= 0 && number <= 3);
        assertThat(said.getFirst()).isGreaterThan(2.5);
        assertThat(said.get(2)).isLessThan(0.5);
        var eval = carousel.run("eval", "m", "--data", "a.tsv", "--json")
                .succeeded()
                .json();
        assertThat(eval.path("rmse").asDouble()).isBetween(0.0, 0.3);
        assertThat(eval.path("sequences").asInt()).isEqualTo(80);
        carousel.run("predict", "m", "new.txt", "--top", "2").failedWith(2, "--top");
    }

    @Test
    void whatIsNoNumberIsNamed() throws Exception {
        toys.tsv("words.tsv", 20);
        toys.write("same.tsv", "text\tlabel\n" + "a\t1\n".repeat(20));
        train("words.tsv").failedWith(1, "words.tsv:", "the label is to be a number", "train a classifier");
        train("same.tsv").failedWith(1, "all 18 numbers of the training data are the same");
        train("a.tsv", "--select", "f1").failedWith(2, "--select: expected loss");
        train("a.tsv", "--loss", "cubed").failedWith(2, "--loss", "squared, huber, range");
        assertThat(carousel.files()).containsExactly("a.tsv", "same.tsv", "words.tsv");
    }
}
