package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code carousel eval} on labelled data. */
class EvalLabelsCommandTest {
    @TempDir
    static Path folder;

    private Carousel carousel;
    private Toys toys;

    @BeforeEach
    void launcher() throws IOException {
        carousel = Carousel.shared(folder);
        toys = new Toys(folder);
    }

    private void train(String data, String... more) throws Exception {
        carousel.run(Toys.classifying(data, "12", more)).succeeded();
    }

    @Test
    void readsAsTheTrainingDataWasRead() throws Exception {
        toys.reviews("a.csv", 80, "stars,body\n", e -> e.label() + "," + e.text());
        train("a.csv", "--text-column", "body", "--label-column", "stars");
        toys.reviews(
                "test.csv",
                20,
                "body,stars\n",
                e -> e.text() + "," + (e.text().contains("lovely") ? "neg" : e.label()));
        var run = carousel.run("eval", "m", "--data", "test.csv", "--json").succeeded();
        var json = run.json();
        long wrong = Toys.reviews(20).stream()
                .filter(e -> e.text().contains("lovely"))
                .count();
        assertThat(wrong).isBetween(1L, 9L);
        assertThat(json.path("accuracy").asDouble()).isEqualTo((20 - wrong) / 20.0);
        assertThat(json.path("sequences").asInt()).isEqualTo(20);
        for (var name : List.of("macro_f1", "loss", "calibration_error")) {
            assertThat(json.path(name).isNumber()).as(name).isTrue();
        }
        assertThat(run.output())
                .containsPattern("expected \\\\ predicted +0 +1")
                .containsPattern("0 neg +10 +" + wrong)
                .contains("precision", "macro F1", "weighted F1");
        carousel.run("eval", "m", "--data", "test.csv", "--task", "adding").failedWith(2, "the task adding");
        toys.write("other.csv", "text,label\na,pos\n");
        carousel.run("eval", "m", "--data", "other.csv").failedWith(1, "other.csv:1: no column");
        carousel.run("eval", "m").failedWith(2, "--data: missing");
    }

    @Test
    void aModelReadsOnlyItsOwnKindOfData() throws Exception {
        toys.tsv("a.tsv", 40);
        toys.series("a.ts", 40);
        train("a.tsv", "--epochs", "1");
        carousel.run("eval", "m", "--data", "a.ts").failedWith(1, "a.ts: what kind of table");
        train("a.ts", "--force");
        assertThat(carousel.run("eval", "m", "--data", "a.ts", "--json")
                        .succeeded()
                        .json()
                        .path("accuracy")
                        .asDouble())
                .isEqualTo(1);
        carousel.run("eval", "m", "--data", "a.tsv").failedWith(1, "a.tsv:1: no header line");
        toys.write("bare.ts", "@univariate false\n@classLabel false\n@data\n1,2:1,2\n");
        carousel.run("eval", "m", "--data", "bare.ts").failedWith(1, "bare.ts:4: no label");
    }
}
