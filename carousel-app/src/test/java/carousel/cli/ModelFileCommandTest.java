package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.store.SafeTensors;
import carousel.store.Stored;
import carousel.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model file that is not whole, or not ours, is refused by every command that reads one. */
class ModelFileCommandTest {
    @TempDir
    Path folder;

    private Carousel carousel;
    private byte[] model;

    @BeforeEach
    void model() throws Exception {
        carousel = new Carousel(folder);
        model = Files.readAllBytes(SmallModel.shared().file());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.0002, 0.1, 0.6, 0.9999})
    void aTruncatedFileIsRefused(double part) throws Exception {
        Files.write(carousel.path("bad"), Arrays.copyOf(model, (int) (model.length * part)));
        carousel.run("eval", "bad", "--data", SmallModel.shared().text().toString())
                .failedWith(1, "bad: ");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.05, 0.1, 0.5, 0.9999})
    void aFileWithOneWrongBitIsRefused(double place) throws Exception {
        var damaged = model.clone();
        damaged[(int) (model.length * place)] ^= 4;
        Files.write(carousel.path("bad"), damaged);
        carousel.run("generate", "bad").failedWith(1, "bad: ");
    }

    @Test
    void aFileOfAnotherProgramIsRefused() throws Exception {
        var weights = new LinkedHashMap<String, Tensor>();
        weights.put("w", Tensor.of(new float[] {1, 2}, 2));
        SafeTensors.write(carousel.path("foreign"), new Stored(Map.of("made by", "another program"), weights));
        carousel.run("inspect", "foreign").failedWith(1, "foreign: not a Carousel model");
        Files.writeString(carousel.path("text"), "no model at all, but long enough to be one");
        carousel.run("score", "text", "text").failedWith(1, "text: not a safetensors file");
        carousel.run("inspect", "none").failedWith(1, "none: no such file");
        carousel.run("inspect", ".").failedWith(1, ".: a folder");
    }

    @Test
    void aFileOfANewerVersionIsRefused() throws Exception {
        var text = new String(model, StandardCharsets.ISO_8859_1);
        var newer = text.replaceFirst("\"carousel.format\":\"1\"", "\"carousel.format\":\"2\"");
        assertThat(newer).isNotEqualTo(text);
        Files.write(carousel.path("newer"), newer.getBytes(StandardCharsets.ISO_8859_1));
        carousel.run("inspect", "newer").failedWith(1, "newer: written by a newer Carousel", "update");
    }
}
