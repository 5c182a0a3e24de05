package carousel.data.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.DataFolder;
import carousel.NeedsData;
import carousel.data.reader.IdxFiles;
import carousel.text.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTest {
    @TempDir
    Path folder;

    /** Image n has the pixel at its own number lit, and the label n % 10. */
    private void write(String name, int count) throws IOException {
        var pixels = new byte[784 * count];
        var labels = new byte[count];
        for (int n = 0; n < count; n++) {
            pixels[784 * n + n] = (byte) 255;
            labels[n] = (byte) (n % 10);
        }
        IdxFiles.write(folder, name, pixels, 28, 28, labels);
    }

    @Test
    void everyReadingShowsTheSamePixels() throws IOException {
        write("train", 24);
        write("t10k", 5);
        var rows = Mnist.rows(folder);
        assertThat(rows.form().inputs()).isEqualTo(28);
        assertThat(rows.examples(Part.TRAIN)).isEqualTo(22);
        assertThat(rows.examples(Part.VALID)).isEqualTo(2);
        assertThat(rows.examples(Part.TEST)).isEqualTo(5);
        var example = rows.example(Part.TEST, 1, 3);
        assertThat(example.inputs()[3]).isEqualTo(1);
        assertThat(example.steps()).containsExactly(27);
        assertThat(example.answers()).containsExactly(3);
        assertThat(rows.example(Part.VALID, 1, 1).answers()).containsExactly(3);
        var pixels = Mnist.pixels(folder).example(Part.TEST, 1, 3);
        assertThat(pixels.inputs()).containsExactly(example.inputs());
        assertThat(pixels.steps()).containsExactly(783);
        var permuted = Mnist.permuted(folder, 1).example(Part.TEST, 1, 3).inputs();
        assertThat(permuted).isNotEqualTo(pixels.inputs());
        assertThat(Mnist.permuted(folder, 2).example(Part.TEST, 1, 3).inputs()).isNotEqualTo(permuted);
        Arrays.sort(permuted);
        assertThat(permuted[782]).isZero();
        assertThat(permuted[783]).isEqualTo(1);
    }

    @Test
    void everyPassMeetsEveryImageOnceInAnotherOrder() throws IOException {
        write("train", 24);
        write("t10k", 5);
        var task = Mnist.pixels(folder);
        var orders = new TreeSet<String>();
        for (int pass = 0; pass < 3; pass++) {
            var order = new StringBuilder();
            var seen = new TreeSet<Integer>();
            for (int n = 0; n < 22; n++) {
                var inputs = task.example(Part.TRAIN, 5, pass * 22 + n).inputs();
                int lit = 0;
                while (inputs[lit] == 0) {
                    lit++;
                }
                seen.add(lit);
                order.append(lit).append(' ');
            }
            assertThat(seen).hasSize(22).allMatch(image -> image < 22);
            orders.add(order.toString());
        }
        assertThat(orders).hasSize(3);
    }

    @Test
    void whatIsNoMnistIsRefusedByName() throws IOException {
        write("train", 24);
        assertThatThrownBy(() -> Mnist.rows(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("t10k-images-idx3-ubyte: no such file");
        write("t10k", 5);
        var labels = folder.resolve("t10k-labels-idx1-ubyte");
        var bytes = Files.readAllBytes(labels);
        Files.write(labels, Arrays.copyOf(bytes, bytes.length - 1));
        assertThatThrownBy(() -> Mnist.rows(folder)).hasMessageContaining("t10k-labels-idx1-ubyte: 12 bytes");
        bytes[8 + 3] = 10;
        Files.write(labels, bytes);
        assertThatThrownBy(() -> Mnist.rows(folder)).hasMessageContaining("label 10 at byte 11; expected 0 to 9");
        Files.writeString(labels, "not an idx file at all");
        assertThatThrownBy(() -> Mnist.rows(folder)).hasMessageContaining("not an idx file");
    }

    @Test
    @NeedsData("mnist")
    void theRealFilesHaveTheirCounts() {
        var task = Mnist.rows(DataFolder.file("mnist"));
        assertThat(task.examples(Part.TRAIN)).isEqualTo(55_000);
        assertThat(task.examples(Part.VALID)).isEqualTo(5_000);
        assertThat(task.examples(Part.TEST)).isEqualTo(10_000);
        assertThat(task.example(Part.TEST, 0, 0).answers()).containsExactly(7);
        assertThat(task.example(Part.TEST, 0, 1).answers()).containsExactly(2);
    }
}
