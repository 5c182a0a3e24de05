package carousel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    private static void write(Path path, String text) {
        AtomicFile.write(path, (file, out) -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void fileIsReplacedAndNothingElseIsLeft() throws IOException {
        var path = folder.resolve("file");
        write(path, "a long first version");
        write(path, "second");
        assertThat(path).hasContent("second");
        assertThat(files()).containsExactly(path);
    }

    @Test
    void failureLeavesTheOldFileAndNoOther() throws IOException {
        var path = folder.resolve("file");
        write(path, "old");
        assertThatThrownBy(() -> AtomicFile.write(path, (file, out) -> {
                    out.write(new byte[1000]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(StoreException.class)
                .hasMessage(path + ": cannot be written (No space left on device); make room or choose another place");
        assertThatThrownBy(() -> AtomicFile.write(path, (file, out) -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(path).hasContent("old");
        assertThat(files()).containsExactly(path);
    }

    @Test
    void targetIsUntouchedWhileTheNewFileIsWritten() {
        var path = folder.resolve("file");
        write(path, "old");
        AtomicFile.write(path, (file, out) -> {
            out.write(new byte[10]);
            assertThat(path).hasContent("old");
            file.seek(0);
            file.write("0123456789".getBytes(StandardCharsets.UTF_8));
        });
        assertThat(path).hasContent("0123456789");
    }

    @Test
    void anInterruptDoesNotSpoilTheLastSave() {
        var path = folder.resolve("file");
        Thread.currentThread().interrupt();
        write(path, "saved");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(path).hasContent("saved");
    }

    @Test
    void foldersAreMade() {
        var path = folder.resolve("a/b/file");
        write(path, "x");
        assertThat(path).hasContent("x");
    }

    @Test
    void aFileWhereTheFolderShouldBeIsNamed() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> write(file.resolve("model"), "y"))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(file.resolve("model") + ": " + file + " is a file, not a folder");
        assertThatThrownBy(() -> write(file.resolve("deeper/model"), "y")).isInstanceOf(StoreException.class);
        assertThat(file).hasContent("x");
    }

    @Test
    void foldersAndDevicesAreNotReplaced() {
        assertThatThrownBy(() -> write(folder, "x"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("a folder");
        assertThatThrownBy(() -> write(Path.of("/"), "x")).isInstanceOf(StoreException.class);
        var device = Path.of("/dev/null");
        if (Files.exists(device)) {
            assertThatThrownBy(() -> write(device, "x"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("not a regular file");
        }
    }

    @Test
    void aLinkIsFollowed() throws IOException {
        var target = folder.resolve("target");
        write(target, "old");
        var link = Files.createSymbolicLink(folder.resolve("link"), target);
        write(link, "new");
        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    @Test
    void leftOversOfKilledWritersGoAndThoseOfLiveOnesStay() throws IOException {
        long dead = Long.MAX_VALUE / 100;
        var killed = Files.writeString(folder.resolve(".carousel-" + dead + "-1.tmp"), "half");
        var recent = Files.writeString(folder.resolve(".carousel-" + dead + "-2.tmp"), "half");
        var alive = Files.writeString(
                folder.resolve(".carousel-" + ProcessHandle.current().pid() + "-999999.tmp"), "half");
        var foreign = Files.writeString(folder.resolve(".carousel-notes.tmp"), "keep");
        for (var file : List.of(killed, alive, foreign)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
        }
        write(folder.resolve("file"), "x");
        assertThat(killed).doesNotExist();
        assertThat(List.of(recent, alive, foreign))
                .allSatisfy(file -> assertThat(file).exists());
    }
}
