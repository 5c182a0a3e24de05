package carousel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    @TempDir
    Path parent;

    private Checkpoints checkpoints;

    @BeforeEach
    void folder() {
        checkpoints = new Checkpoints(parent.resolve("run"));
    }

    private Path write(long number) {
        return checkpoints.write(
                number,
                SafeTensorsTest.stored(Map.of("n", "" + number), Map.of("w", Tensor.of(new float[] {number}, 1))));
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(checkpoints.folder())) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private static void tear(Path path) throws IOException {
        var bytes = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(bytes, bytes.length / 2));
    }

    private void assertNewest(long number, int skipped) {
        var search = checkpoints.newest();
        assertThat(search.found()).isTrue();
        assertThat(search.number()).isEqualTo(number);
        assertThat(search.stored().metadata()).containsEntry("n", "" + number);
        assertThat(search.skipped()).hasSize(skipped);
    }

    @Test
    void nothingIsFoundWhereNothingIs() throws IOException {
        assertThat(checkpoints.newest()).isEqualTo(new Checkpoints.Search(-1, Stored.EMPTY, List.of()));
        Files.createDirectories(checkpoints.folder());
        Files.writeString(checkpoints.folder().resolve("notes.txt"), "x");
        assertThat(checkpoints.newest().found()).isFalse();
    }

    @Test
    void twoNewestAreKept() throws IOException {
        for (long number : new long[] {0, 9, 10, 1_000_000_000_000L}) {
            write(number);
            assertNewest(number, 0);
        }
        assertThat(names())
                .containsExactly("checkpoint-0000000010.safetensors", "checkpoint-1000000000000.safetensors");
    }

    @Test
    void tornCheckpointsAreSkippedAndNamed() throws IOException {
        write(10);
        var torn = write(20);
        tear(torn);
        assertNewest(10, 1);
        assertThat(checkpoints.newest().skipped().getFirst()).startsWith(torn + ": cut short");
    }

    @Test
    void newestIsTheOneBeforeAtEveryLengthOfATornFile() throws IOException {
        write(1);
        var torn = write(2);
        var whole = Files.readAllBytes(torn);
        for (int length = 0; length < whole.length; length++) {
            Files.write(torn, Arrays.copyOf(whole, length));
            assertNewest(1, 1);
        }
        Files.write(torn, whole);
        assertNewest(2, 0);
    }

    @Test
    void resumingBehindATornOneKeepsTwoGoodOnes() throws IOException {
        write(10);
        tear(write(20));
        write(15);
        assertThat(names()).containsExactly("checkpoint-0000000010.safetensors", "checkpoint-0000000015.safetensors");
        assertNewest(15, 0);
    }

    @Test
    void whenAllAreTornNothingIsFound() throws IOException {
        tear(write(1));
        tear(write(2));
        var search = checkpoints.newest();
        assertThat(search.found()).isFalse();
        assertThat(search.skipped()).hasSize(2);
    }

    @Test
    void sameNumberIsWrittenAnew() throws IOException {
        write(1);
        write(2);
        write(2);
        assertThat(names()).hasSize(2);
        assertNewest(2, 0);
    }

    @Test
    void foreignFilesAreLeftAlone() throws IOException {
        write(1);
        var notes = Files.writeString(checkpoints.folder().resolve("checkpoint-1.safetensors"), "mine");
        write(2);
        write(3);
        assertThat(notes).hasContent("mine");
        checkpoints.clear();
        assertThat(names()).containsExactly("checkpoint-1.safetensors");
    }

    @Test
    void clearingRemovesTheFolder() {
        checkpoints.clear();
        write(1);
        checkpoints.clear();
        assertThat(checkpoints.folder()).doesNotExist();
        assertThat(parent).exists();
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused() throws IOException {
        Files.writeString(checkpoints.folder(), "x");
        assertThatThrownBy(() -> write(1)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> checkpoints.newest())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not a folder");
        assertThatThrownBy(() -> write(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
