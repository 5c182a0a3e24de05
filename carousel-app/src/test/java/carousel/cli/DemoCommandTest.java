package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
    @TempDir
    Path folder;

    @Test
    void learnsShowsSamplesAndSaysWhatToTryNext() throws Exception {
        var carousel = new Carousel(folder);
        var run = carousel.run("demo", "--seconds", "4", "--json").succeeded();
        assertThat(run.output()).contains("    | /** ", "carousel generate carousel-demo/model.safetensors --prompt");
        // How much is learned in four seconds depends on the machine; that it is a distribution over characters does
        // not.
        assertThat(run.json().path("bits_per_char").asDouble()).isBetween(0.5, 7.5);
        assertThat(carousel.files())
                .containsExactly(
                        "carousel-demo",
                        "carousel-demo/model.csv",
                        "carousel-demo/model.png",
                        "carousel-demo/model.safetensors");
        carousel.run("generate", "carousel-demo/model.safetensors", "--prompt", "/** A cell that ", "--length", "9")
                .succeeded();
        carousel.run("demo", "--seconds", "1").succeeded();
    }

    @Test
    void aModelThatIsNotTheDemosStays() throws Exception {
        var carousel = new Carousel(folder);
        Files.createDirectory(carousel.path("carousel-demo"));
        Files.copy(SmallModel.shared().file(), carousel.path("carousel-demo/model.safetensors"));
        carousel.run("demo", "--seconds", "1").failedWith(2, "not the demo's");
        assertThat(carousel.path("carousel-demo/model.safetensors"))
                .hasSameBinaryContentAs(SmallModel.shared().file());
    }
}
