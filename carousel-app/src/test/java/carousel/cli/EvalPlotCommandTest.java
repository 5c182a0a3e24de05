package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalPlotCommandTest {
    @TempDir
    Path folder;

    @Test
    void aClassifiersConfusionsAreDrawnAndNoOtherModels() throws Exception {
        Files.writeString(
                folder.resolve("t.csv"), "text,label\n" + "so very good,5\nso very bad,1\ngood,5\n".repeat(8));
        var carousel = new Carousel(folder).quick();
        for (var task : new String[] {"classify", "regress"}) {
            carousel.run("train", task, "--train", "t.csv", "--epochs", "1", "--hidden", "4", "--out", task + ".st")
                    .succeeded();
        }
        var run = carousel.run("eval", "classify.st", "--data", "t.csv", "--plot", "e.png", "--json")
                .succeeded();
        assertThat(run.output()).contains("expected \\ predicted", "e.png");
        assertThat(run.json().path("sequences").asInt()).isEqualTo(24);
        assertThat(ImageIO.read(folder.resolve("e.png").toFile()).getHeight()).isEqualTo(1000);
        carousel.run("eval", "classify.st", "--data", "t.csv", "--plot", "e.png")
                .failedWith(2, "exists already");
        carousel.run("eval", "regress.st", "--data", "t.csv", "--plot", "r.png").failedWith(2, "--plot r.png: shows");
    }
}
