package carousel.cli.label.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import carousel.metric.Calibration;
import carousel.metric.Confusion;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassPictureTest {
    private static final int DARKEST = 0xFF002A44;
    private static final int BELOW_THE_SCALE = 150;

    /** Every class is taken for the one so many behind it. */
    private static Confusion shifted(int classes, int by) {
        var expected = IntStream.range(0, 20 * classes).map(i -> i % classes).toArray();
        var predicted = IntStream.of(expected).map(k -> (k + by) % classes).toArray();
        return Confusion.of(
                IntStream.range(0, classes).mapToObj(k -> "class " + k).toList(), expected, predicted);
    }

    /** Where the darkest cells are. */
    private static Rectangle dark(BufferedImage picture) {
        var box = new Rectangle(-1, -1);
        for (int y = BELOW_THE_SCALE; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                if (picture.getRGB(x, y) == DARKEST) {
                    box.add(new Rectangle(x, y, 1, 1));
                }
            }
        }
        return box;
    }

    private static double share(BufferedImage picture, Rectangle box) {
        long count = 0;
        for (int y = box.y; y < box.y + box.height; y++) {
            for (int x = box.x; x < box.x + box.width; x++) {
                count += picture.getRGB(x, y) == DARKEST ? 1 : 0;
            }
        }
        return (double) count / (box.width * box.height);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 18, 30})
    void aRowThatIsAllInOneClassHasOneDarkCell(int classes) {
        var calibration = Calibration.of(new float[] {0.9f, 0.4f}, new boolean[] {true, false});
        for (var some : List.of(List.<Calibration>of(), List.of(calibration))) {
            var picture = new ClassPicture(shifted(classes, 0), some).draw("model.safetensors");
            assertThat(picture.getWidth()).isEqualTo(1600);
            assertThat(picture.getHeight()).isEqualTo(1000);
            var box = dark(picture);
            assertThat((double) box.width).isCloseTo(box.height, within(2.0));
            assertThat(box.height).isGreaterThan(400);
            assertThat(share(picture, box)).isCloseTo(1.0 / classes, Percentage.withPercentage(20));
            int cell = box.width / classes;
            assertThat(picture.getRGB(box.x + cell / 5, box.y + cell / 5)).isEqualTo(DARKEST);
            var other = new ClassPicture(shifted(classes, 1), some).draw("model.safetensors");
            assertThat(other.getRGB(box.x + cell / 5, box.y + cell / 5)).isNotEqualTo(DARKEST);
            assertThat(other.getRGB(box.x + cell + cell / 5, box.y + cell / 5)).isEqualTo(DARKEST);
        }
    }
}
