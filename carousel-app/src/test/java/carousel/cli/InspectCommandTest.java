package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    @TempDir
    Path folder;

    @Test
    void showsWhatAModelIs() throws Exception {
        var run = new Carousel(folder)
                .run("inspect", SmallModel.shared().file().toString(), "--json")
                .succeeded();
        assertThat(run.output())
                .contains(
                        "rnn.layers.0.cell.wh",
                        "[24, 96]",
                        "text.txt",
                        "SHA-256",
                        "carousel train lm --train text.txt");
        var json = run.json();
        assertThat(json.path("task").asString()).isEqualTo("lm");
        int sum = 0;
        for (var weight : json.path("weights")) {
            sum += weight.path("count").asInt();
        }
        assertThat(json.path("parameters").asInt()).isEqualTo(sum);
        assertThat(json.path("vocabulary").asInt()).isBetween(15, 40);
        assertThat(json.path("settings").path("hidden").asString()).isEqualTo("24");
    }

    @Test
    void showsThePlanOfEveryLayer() throws Exception {
        var output = new Carousel(folder)
                .run("inspect", SmallModel.shared().file().toString(), "--plan")
                .succeeded()
                .output();
        assertThat(output)
                .contains(
                        "step of recurrent layer 0",
                        "product [B,24] x [24,96], 2,304 multiply-adds a row",
                        "3 sigmoid");
    }

    @Test
    void itsCommandMakesTheSameFileAgain() throws Exception {
        var carousel = new Carousel(folder);
        var model = SmallModel.shared();
        Files.copy(model.text(), carousel.path("text.txt"));
        var command = carousel.run("inspect", model.file().toString(), "--json")
                .json()
                .path("command")
                .asString();
        assertThat(command).startsWith("carousel train lm ").contains("--out model.safetensors");
        carousel.shell("\"$0\" " + command.replaceFirst("carousel ", "")).succeeded();
        assertThat(carousel.path("model.safetensors")).hasSameBinaryContentAs(model.file());
    }
}
