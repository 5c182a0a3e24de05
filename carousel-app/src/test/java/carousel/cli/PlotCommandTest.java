package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotCommandTest {
    private static final int BLUE = 0x0072B2;
    private static final int VERMILION = 0xD55E00;
    private static final String HEADER = "step,epoch,train_loss,valid_loss,learning_rate,tokens,seconds\n";

    @TempDir
    Path folder;

    private Carousel carousel;

    @BeforeEach
    void curves() throws Exception {
        carousel = new Carousel(folder);
        Files.writeString(
                carousel.path("small.csv"), HEADER + "10,1.0,3.1,3.0,0.1,100,1.5\n20,2.0,2.1,2.2,0.1,200,3.0\n");
        Files.writeString(
                carousel.path("large.csv"), HEADER + "10,1.0,3.4,3.1,0.1,100,2.5\n20,2.0,1.9,1.8,0.1,200,5.0\n");
    }

    @Test
    void comparesRunsInOnePicture() throws Exception {
        var run = carousel.run("plot", "small.csv", "large.csv", "--out", "both.png", "--x", "seconds")
                .succeeded();
        assertThat(run.output()).isEqualTo("both.png\n");
        var picture = ImageIO.read(carousel.path("both.png").toFile());
        assertThat(picture.getWidth()).isEqualTo(1600);
        assertThat(picture.getHeight()).isEqualTo(1000);
        assertThat(count(picture, BLUE)).isGreaterThan(1000);
        assertThat(count(picture, VERMILION)).isGreaterThan(1000);
    }

    private static long count(BufferedImage picture, int colour) {
        var pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        return java.util.Arrays.stream(pixels)
                .filter(pixel -> (pixel & 0xFFFFFF) == colour)
                .count();
    }

    @Test
    void drawsVectorsToo() throws Exception {
        carousel.run("plot", "small.csv", "--out", "one.svg", "--x", "epoch").succeeded();
        assertThat(carousel.path("one.svg")).content().contains("<svg").endsWith("</svg\n>\n");
    }

    @Test
    void whatIsNoCurveIsRefusedWithItsLine() throws Exception {
        Files.writeString(carousel.path("other.csv"), "a,b\n1,2\n");
        carousel.run("plot", "other.csv", "--out", "p.png").failedWith(1, "other.csv:1: not a learning curve");
        Files.writeString(carousel.path("torn.csv"), HEADER + "10,1.0,3.1,3.0,0.1,100,1.5\n20,2.0\n");
        carousel.run("plot", "small.csv", "torn.csv", "--out", "p.png")
                .failedWith(1, "torn.csv:3: expected seven numbers");
        Files.writeString(carousel.path("begun.csv"), HEADER);
        carousel.run("plot", "begun.csv", "--out", "p.png").failedWith(1, "begun.csv", "without points");
        carousel.run("plot", "small.csv", "--out", "p.pdf").failedWith(2, "--out", ".png or .svg");
        carousel.run("plot", "small.csv", "--out", "small.csv/p.png")
                .failedWith(1, "small.csv/p.png: cannot be written");
        carousel.run("plot", "--out", "p.png").failedWith(2, "CSV is missing");
        assertThat(carousel.path("p.png")).doesNotExist();
    }
}
