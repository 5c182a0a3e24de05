package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.cli.lab.Pictures;
import carousel.lab.Laws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabCommandTest {
    private static final int MOST_SECONDS = 90;

    @TempDir
    static Path folder;

    private Carousel carousel;

    @BeforeEach
    void here() throws IOException {
        carousel = Carousel.shared(folder);
    }

    @Test
    void listsEveryLawOnALineOfItsOwn() throws Exception {
        var run = carousel.run("lab", "--json").succeeded();
        for (var law : Laws.all()) {
            assertThat(run.output().lines())
                    .anyMatch(line -> line.startsWith(law.title().name() + " ")
                            && line.contains(law.title().line()));
        }
        assertThat(run.json().path("laws")).hasSize(Laws.all().size());
    }

    @Test
    void allOfThemHoldInNinetySeconds() throws Exception {
        var run = new Carousel(folder).run("lab", "--all", "--json").succeeded();
        assertThat(run.output().lines().toList().getLast())
                .startsWith("{\"passed\":" + Laws.all().size() + ",\"failed\":0,");
        assertThat(run.json().path("seconds").asDouble()).isPositive().isLessThan(MOST_SECONDS);
        assertThat(run.json()
                        .path("laws")
                        .path(0)
                        .path("figures")
                        .path(0)
                        .path("found")
                        .isNumber())
                .isTrue();
    }

    @Test
    void showsTheNumbersBehindALaw() throws Exception {
        var run = carousel.run("lab", "sgd", "spectral-init", "--json").succeeded();
        assertThat(run.output()).contains("expected", "found", "tolerance", "radius by eigenvalues", "Robbins");
        assertThat(run.json().path("passed").asInt()).isEqualTo(2);
    }

    @Test
    void whatIsBrokenFails() throws Exception {
        var run = carousel.run("lab", "sgd", "--broken", "--json");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("FAILED").contains("0 passed, 1 failed");
        assertThat(run.json().path("failed").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsWrongIsRefusedInOneLine() throws Exception {
        carousel.run("lab", "lstn").failedWith(2, "unknown law 'lstn'", "lstm");
        carousel.run("lab", "lstm", "--all").failedWith(2, "--all", "'lstm'");
        carousel.run("lab", "lstm", "--plot", "p.png").failedWith(2, "--plot", "gradient-by-lag");
        carousel.run("lab", "gradient-by-lag", "--plot", "p.svg").failedWith(2, "--plot", ".png");
        Files.writeString(carousel.path("p.png"), "mine");
        carousel.run("lab", "gradient-by-lag", "--plot", "p.png").failedWith(2, "p.png", "--force");
        assertThat(carousel.path("p.png")).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gradient-by-lag",
                "constant-error-carousel",
                "gate-activity",
                "gradient-growth",
                "truncated-horizon"
            })
    void drawsAPicture(String name) throws Exception {
        assertThat(Pictures.names()).hasSize(5).contains(name);
        Files.writeString(carousel.path("p.png"), "earlier");
        var run = carousel.run("lab", name, "--plot", "p.png", "--force").succeeded();
        assertThat(run.output()).endsWith("p.png\n");
        var picture = ImageIO.read(carousel.path("p.png").toFile());
        assertThat(picture.getWidth()).isEqualTo(1600);
        assertThat(picture.getHeight()).isEqualTo(1000);
        var pixels = picture.getRGB(0, 0, 1600, 1000, null, 0, 1600);
        for (int colour :
                name.equals("gate-activity") ? new int[] {0x00224E, 0xFEE838} : new int[] {0x0072B2, 0xD55E00}) {
            assertThat(Arrays.stream(pixels)
                            .filter(pixel -> (pixel & 0xFFFFFF) == colour)
                            .count())
                    .as("pixels of %06x", colour)
                    .isGreaterThan(20);
        }
    }
}
