package carousel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    private static final Pattern DIGITS = Pattern.compile("\"carousel\\.sha256\":\"([0-9a-f]{64})\"");
    private static final Stored SMALL =
            SafeTensorsTest.stored(Map.of("carousel.task", "lm"), Map.of("w", Tensor.of(new float[] {1.5f, -2, 3}, 3)));

    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("model.safetensors");
    }

    private Path written(Stored stored) {
        Store.write(path(), stored);
        return path();
    }

    @Test
    void modelsComeBackWithoutWhatTheStoreAdded() {
        for (long seed = 0; seed < 200; seed++) {
            var stored = SafeTensorsTest.random(new Random(seed));
            SafeTensorsTest.assertSame(Store.read(written(stored)), stored, "seed " + seed);
        }
    }

    @Test
    void equalContentsAreEqualFiles() throws IOException {
        var first = Files.readAllBytes(written(SMALL));
        var elsewhere = folder.resolve("a/new/folder/other-name");
        Store.write(elsewhere, SMALL);
        assertThat(Files.readAllBytes(elsewhere)).isEqualTo(first);
    }

    @Test
    void orderOfTheMetadataDoesNotMatterButThatOfTheWeightsDoes() throws IOException {
        var a = Tensor.of(new float[] {1}, 1);
        var b = Tensor.of(new float[] {2}, 1);
        var weights = new LinkedHashMap<>(Map.of("a", a));
        weights.put("b", b);
        var turned = new LinkedHashMap<>(Map.of("b", b));
        turned.put("a", a);
        var first = Files.readAllBytes(written(new Stored(ordered("x", "y", "carousel.a"), weights)));
        assertThat(Files.readAllBytes(written(new Stored(ordered("carousel.a", "y", "x"), weights))))
                .isEqualTo(first);
        assertThat(Files.readAllBytes(written(new Stored(ordered("x", "y", "carousel.a"), turned))))
                .isNotEqualTo(first);
        assertThat(Store.read(path()).weights().keySet()).containsExactly("b", "a");
    }

    private static Map<String, String> ordered(String... keys) {
        var map = new LinkedHashMap<String, String>();
        for (var key : keys) {
            map.put(key, "value of " + key);
        }
        return map;
    }

    @Test
    void checksumIsThatOfTheFileWithItsDigitsZeroed() throws IOException, NoSuchAlgorithmException {
        var bytes = Files.readAllBytes(written(SMALL));
        var latin = new String(bytes, StandardCharsets.ISO_8859_1);
        var digits = DIGITS.matcher(latin);
        assertThat(digits.find()).isTrue();
        var zeroed = latin.substring(0, digits.start(1)) + "0".repeat(64) + latin.substring(digits.end(1));
        var sha = MessageDigest.getInstance("SHA-256").digest(zeroed.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(digits.group(1)).isEqualTo(HexFormat.of().formatHex(sha));
    }

    @Test
    void anyReaderOpensTheWeights() throws IOException {
        var other = PlainReader.read(written(SMALL));
        assertThat(other.values().get("w")).containsExactly(1.5f, -2, 3);
        assertThat(other.header())
                .startsWith("{\"__metadata__\":{\"carousel.format\":\"1\",\"carousel.sha256\":\"")
                .contains("\"carousel.task\":\"lm\"");
        assertThat(SafeTensors.read(path()).metadata())
                .containsKeys("carousel.format", "carousel.sha256", "carousel.task");
    }

    @Test
    void tornFilesAreRefusedAtEveryLength() throws IOException {
        var whole = Files.readAllBytes(written(SMALL));
        for (int length = 0; length < whole.length; length++) {
            Files.write(path(), Arrays.copyOf(whole, length));
            assertRefused(path(), length < 10 ? "not a safetensors file" : "cut short");
        }
        Files.write(path(), Arrays.copyOf(whole, whole.length + 1));
        assertRefused(path(), "too long");
    }

    @Test
    void oneFlippedBitAnywhereIsRefused() throws IOException {
        var whole = Files.readAllBytes(written(SMALL));
        for (int bit = 0; bit < whole.length * 8; bit++) {
            var flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(path(), flipped);
            assertThatThrownBy(() -> Store.read(path()))
                    .as("bit %d", bit)
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith(path() + ": ")
                    .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
        }
        Files.write(path(), whole);
        SafeTensorsTest.assertSame(Store.read(path()), SMALL, "unharmed");
    }

    @Test
    void damageInTheWeightsIsCalledDamage() throws IOException {
        var whole = Files.readAllBytes(written(SMALL));
        whole[whole.length - 1] ^= 1;
        Files.write(path(), whole);
        assertRefused(path(), "damaged (checksum ");
        assertRefused(path(), "); restore it from a copy or train again");
    }

    @Test
    void newerFormatsAreRefusedWithTheRemedy() throws IOException {
        rewrite("\"carousel.format\":\"1\"", "\"carousel.format\":\"2\"");
        assertRefused(path(), "written by a newer Carousel (format 2; this one reads up to 1); update Carousel");
        rewrite("\"carousel.format\":\"1\"", "\"carousel.format\":\"x\"");
        assertRefused(path(), "damaged (format 'x')");
    }

    @Test
    void filesOfOtherProgramsAreRefused() throws IOException {
        SafeTensors.write(path(), SMALL);
        assertRefused(path(), "not a Carousel model (safetensors of another program, 1 tensors)");
        rewrite("carousel.sha256", "carousel.sha257");
        assertRefused(path(), "damaged (it has no checksum)");
        rewrite("\"carousel.sha256\":\"", "\"carousel.sha256\":\"G");
        assertRefused(path(), ": ");
    }

    private void rewrite(String text, String by) throws IOException {
        var latin = new String(Files.readAllBytes(written(SMALL)), StandardCharsets.ISO_8859_1);
        assertThat(latin).contains(text);
        Files.write(path(), latin.replace(text, by).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aTextThatLooksLikeTheChecksumDoesNotConfuse() {
        var tricky = "\"carousel.sha256\":\"" + "f".repeat(64) + "\"";
        var stored = SafeTensorsTest.stored(
                Map.of("before", tricky), Map.of("carousel.sha256", Tensor.of(new float[] {1}, 1)));
        SafeTensorsTest.assertSame(Store.read(written(stored)), stored, "tricky");
    }

    @Test
    void callersMayNotUseTheStoresOwnKeys() {
        for (var key : new String[] {"carousel.format", "carousel.sha256"}) {
            assertThatThrownBy(() -> written(SafeTensorsTest.stored(Map.of(key, "1"), Map.of())))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(path()).doesNotExist();
        }
    }

    @Test
    void longVocabulariesFit() {
        var text = "\"word\" ".repeat(4_000_000);
        var stored = SafeTensorsTest.stored(Map.of("carousel.vocabulary", text), Map.of());
        assertThat(Store.read(written(stored)).metadata()).containsEntry("carousel.vocabulary", text);
    }

    private static void assertRefused(Path path, String reason) {
        assertThatThrownBy(() -> Store.read(path))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(path + ": ")
                .hasMessageContaining(reason);
    }
}
