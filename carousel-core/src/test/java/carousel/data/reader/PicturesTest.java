package carousel.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.DataFolder;
import carousel.NeedsData;
import carousel.data.TextFile;
import carousel.text.DataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
    private static final String IMAGES = "t-images-idx3-ubyte";
    private static final String LABELS = "t-labels-idx1-ubyte";
    private static final int HEIGHT = 3;
    private static final int WIDTH = 2;

    @TempDir
    Path path;

    private Folder folder;
    private final byte[] pixels = new byte[4 * HEIGHT * WIDTH];

    @BeforeEach
    void files() throws IOException {
        folder = new Folder(path);
        new Random(5).nextBytes(pixels);
        folder.write(IMAGES, IdxFiles.bytes(IdxFiles.IMAGES, pixels, 4, HEIGHT, WIDTH));
        folder.write(LABELS, IdxFiles.bytes(IdxFiles.LABELS, new byte[] {3, (byte) 200, 0, 3}, 4));
    }

    private static byte[] packed(byte... bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private void refused(String... parts) {
        assertThatThrownBy(() -> Pictures.ROWS.read(path.resolve(IMAGES)))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void rowsAndPixelsAreTheSameNumbersInTheSameOrder() {
        var rows = Pictures.ROWS.read(path.resolve(IMAGES));
        var single = Pictures.PIXELS.read(path.resolve(IMAGES));
        assertThat(rows.examples()).hasSize(4).allMatch(each -> each.steps() == HEIGHT && each.channels() == WIDTH);
        assertThat(single.examples())
                .hasSize(4)
                .allMatch(each -> each.steps() == HEIGHT * WIDTH && each.channels() == 1);
        for (int n = 0; n < 4; n++) {
            var row = rows.examples().get(n);
            var pixel = single.examples().get(n);
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    float expected = Byte.toUnsignedInt(pixels[(n * HEIGHT + y) * WIDTH + x]) / 255f;
                    assertThat(row.values()[y * row.channels() + x]).isEqualTo(expected);
                    assertThat(pixel.values()[y * WIDTH + x]).isEqualTo(expected);
                }
            }
            assertThat(row.line()).isEqualTo(n + 1);
        }
        assertThat(rows.examples()).extracting(each -> each.label()).containsExactly("3", "200", "0", "3");
    }

    @Test
    void bothFilesAreInTheDigestAndEachMayBePacked() throws IOException {
        var plain = Pictures.ROWS.read(path.resolve(IMAGES));
        var list = TextFile.sha256(path.resolve(IMAGES)) + "  " + IMAGES + "\n" + TextFile.sha256(path.resolve(LABELS))
                + "  " + LABELS + "\n";
        assertThat(plain.sha256()).isEqualTo(TextFile.sha256(list.getBytes(StandardCharsets.UTF_8)));
        assertThat(plain.name()).isEqualTo(IMAGES);
        folder.write(LABELS + ".gz", packed(Files.readAllBytes(path.resolve(LABELS))));
        Files.delete(path.resolve(LABELS));
        assertThat(Pictures.ROWS.read(path.resolve(IMAGES)).examples()).isEqualTo(plain.examples());
        folder.write(IMAGES + ".gz", packed(Files.readAllBytes(path.resolve(IMAGES))));
        assertThat(Pictures.ROWS.read(path.resolve(IMAGES + ".gz")).examples()).isEqualTo(plain.examples());
        Files.delete(path.resolve(LABELS + ".gz"));
        refused(IMAGES + ": no labels beside it; expected " + LABELS + ", packed");
        var bare = Pictures.ROWS.unlabelled(path.resolve(IMAGES)).examples();
        assertThat(bare)
                .extracting(each -> each.values())
                .containsExactlyElementsOf(
                        plain.examples().stream().map(each -> each.values()).toList());
        assertThat(bare).allMatch(each -> each.labels().isEmpty());
    }

    @Test
    void whatIsWrongIsNamed() throws IOException {
        folder.write(LABELS, IdxFiles.bytes(IdxFiles.LABELS, new byte[3], 3));
        refused(LABELS + ": 3 labels, but ", IMAGES + " has 4 images; expected as many");
        folder.write(LABELS, IdxFiles.bytes(IdxFiles.LABELS, new byte[3], 4));
        refused(LABELS + ": 11 bytes; expected 12: its header says 4 labels");
        folder.write(LABELS, IdxFiles.bytes(IdxFiles.IMAGES, pixels, 4, HEIGHT, WIDTH));
        refused(LABELS + ": the number 2051 at byte 0; expected 2049, of labels");
        folder.write(IMAGES, Arrays.copyOf(IdxFiles.bytes(IdxFiles.IMAGES, pixels, 4, HEIGHT, WIDTH), 30));
        refused(IMAGES + ": 30 bytes; expected 40: its header says 4 images of 3 × 2 pixels");
        folder.write(IMAGES, IdxFiles.bytes(IdxFiles.IMAGES, new byte[9], 1 << 30, 1 << 30, 1 << 30));
        refused(IMAGES + ": 25 bytes: its header says 1073741824 images of");
        folder.write(IMAGES, IdxFiles.bytes(IdxFiles.IMAGES, new byte[0], 4, 0, WIDTH));
        refused(IMAGES + ": 0 at byte 8; expected a size of 1 or more");
        folder.write(IMAGES, IdxFiles.bytes(IdxFiles.LABELS, new byte[20], 20));
        refused(IMAGES + ": the number 2049 at byte 0; expected 2051, of images");
        folder.write(IMAGES, "no idx file at all");
        refused(IMAGES + ": not an idx file at byte 0; expected the number 2051, of images");
        folder.write(IMAGES, new byte[] {0, 0, 8, 3});
        refused(IMAGES + ": not an idx file");
        folder.write(IMAGES, Arrays.copyOf(packed(IdxFiles.bytes(IdxFiles.IMAGES, pixels, 4, HEIGHT, WIDTH)), 30));
        refused(IMAGES + ": damaged gzip data");
    }

    @Test
    void aNameTellsTheFormat() {
        assertThat("a/train-images-idx3-ubyte.gz").matches(Pictures::named);
        assertThat("train-images.idx3-ubyte").matches(Pictures::named);
        assertThat("t10k-labels-idx1-ubyte").matches(Pictures::named);
        assertThat("a.idx3-ubyte.txt").matches(name -> !Pictures.named(name));
        assertThat("a.ts.gz").matches(name -> !Pictures.named(name));
    }

    @Test
    @NeedsData("mnist")
    void theRealDigits() {
        var test = Pictures.ROWS.read(DataFolder.file("mnist").resolve("t10k-images-idx3-ubyte.gz"));
        assertThat(test.examples()).hasSize(10_000).allMatch(each -> each.channels() == 28 && each.steps() == 28);
        assertThat(test.examples().subList(0, 5))
                .extracting(each -> each.label())
                .containsExactly("7", "2", "1", "0", "4");
    }
}
