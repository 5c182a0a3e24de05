package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnoseCommandTest {
    @TempDir
    Path folder;

    @Test
    void aLanguageModelIsLookedAtOnAText() throws Exception {
        var carousel = new Carousel(folder);
        var model = SmallModel.shared().file().toString();
        var text = SmallModel.shared().text().toString();
        var run = carousel.run("diagnose", model, "--data", text, "--steps", "60", "--sequences", "4", "--json")
                .succeeded();
        assertThat(run.output()).contains("effective memory", "Lstm, 24 units", "forget");
        assertThat(run.json().path("gradient")).hasSize(60);
        assertThat(run.json().path("advice").path(0).asString()).contains("remembers");
        carousel.run("diagnose", model).failedWith(2, "--data: missing");
        carousel.run("diagnose", model, "--data", text, "--steps", "1").failedWith(2, "--steps: expected 2 or more");
        carousel.run("diagnose", model, "--data", text, "--steps", "1000000").failedWith(1, "1000000 steps");
    }

    @Test
    void aClassifierIsLookedAtOnLabelledExamples() throws Exception {
        Files.writeString(
                folder.resolve("t.csv"), "stars,body\n" + "5,so very good\n1,so very bad\n5,good\n".repeat(8));
        var carousel = new Carousel(folder).quick();
        for (var model : List.of("last", "mean")) {
            carousel.run(
                            "train",
                            "classify",
                            "--train",
                            "t.csv",
                            "--text-column",
                            "body",
                            "--label-column",
                            "stars",
                            "--epochs",
                            "1",
                            "--hidden",
                            "4",
                            "--pool",
                            model,
                            "--out",
                            model + ".safetensors")
                    .succeeded();
        }
        carousel.run("diagnose", "last.safetensors").failedWith(2, "--data: missing; expected labelled examples");
        var last = carousel.run("diagnose", "last.safetensors", "--data", "t.csv", "--json")
                .succeeded();
        assertThat(last.json().path("gradient")).hasSize(3);
        var mean = carousel.run("diagnose", "mean.safetensors", "--data", "t.csv", "--plot", "m.png", "--json")
                .succeeded();
        assertThat(mean.json().path("gradient")).isEmpty();
        assertThat(mean.json().path("verdict").asString()).isEqualTo("unknown");
        assertThat(mean.output())
                .contains("no gradient by lag", "Lstm, 4 units", "forget")
                .doesNotContain("lag (steps)");
        assertThat(ImageIO.read(folder.resolve("m.png").toFile()).getWidth()).isEqualTo(1600);
    }
}
