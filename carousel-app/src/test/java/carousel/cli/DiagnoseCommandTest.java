package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
}
