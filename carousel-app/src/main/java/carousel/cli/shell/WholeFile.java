package carousel.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A small file that is replaced whole or not at all. Safe for many threads. */
public final class WholeFile {
    private WholeFile() {}

    /** Writes the bytes, and the folder where it is missing. */
    public static void write(Path path, byte[] bytes) throws IOException {
        var target = path.toAbsolutePath();
        var temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
        try {
            Files.createDirectories(target.getParent());
            Files.write(temporary, bytes);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
