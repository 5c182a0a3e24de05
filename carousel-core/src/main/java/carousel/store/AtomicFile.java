package carousel.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Writes a file whole or not at all: temporary file in the same folder, fsync, rename, fsync of the folder. Whatever
 * fails, the temporary file goes and the target stays as it was. Safe for many threads.
 */
final class AtomicFile {
    private static final Pattern TEMPORARY = Pattern.compile("\\.carousel-(\\d{1,18})-\\d+\\.tmp");
    /** A process in another container has a number that nobody here knows; it is at work as long as its file grows. */
    private static final Duration ABANDONED = Duration.ofMinutes(1);

    private AtomicFile() {}

    /** What writes the bytes; the file is open for a second visit to bytes already written. */
    interface Content {
        void write(RandomAccessFile file, OutputStream out) throws IOException;
    }

    static void write(Path path, Content content) {
        try {
            var target = target(path);
            var folder = target.getParent();
            Files.createDirectories(folder);
            sweep(folder);
            replace(target, folder.resolve(temporaryName()), content);
            sync(folder);
        } catch (FileAlreadyExistsException e) {
            throw new StoreException(path + ": " + e.getFile() + " is a file, not a folder; choose another place", e);
        } catch (IOException e) {
            throw new StoreException(
                    path + ": cannot be written (" + reason(e) + "); make room or choose another place", e);
        }
    }

    private static Path target(Path path) throws IOException {
        // a link is followed, so that the file it points to is replaced and not the link
        var target =
                Files.exists(path) ? path.toRealPath() : path.toAbsolutePath().normalize();
        if (Files.isDirectory(target) || target.getParent() == null) {
            throw new StoreException(path + ": a folder; give the name of a file");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new StoreException(path + ": not a regular file; choose another name");
        }
        return target;
    }

    private static String temporaryName() {
        return ".carousel-" + ProcessHandle.current().pid() + "-"
                + Thread.currentThread().threadId() + ".tmp";
    }

    private static void replace(Path target, Path temporary, Content content) throws IOException {
        try {
            Files.deleteIfExists(temporary);
            Files.createFile(temporary);
            // not a FileChannel: an interrupt, at Ctrl-C for instance, would close it in the middle of the last save
            try (var file = new RandomAccessFile(temporary.toFile(), "rw");
                    var out = new FileOutputStream(file.getFD())) {
                content.write(file, out);
                file.getFD().sync();
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Removes what a process that was killed while writing has left behind. */
    private static void sweep(Path folder) {
        try (var files = Files.newDirectoryStream(folder, ".carousel-*.tmp")) {
            for (var file : files) {
                if (abandoned(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // tidying up is a courtesy: it must not stop a save
        }
    }

    /** Removes everything unfinished from a folder in which nobody else writes. */
    static void removeTemporary(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, ".carousel-*.tmp")) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static boolean abandoned(Path file) throws IOException {
        var name = TEMPORARY.matcher(file.getFileName().toString());
        var age = Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
        return name.matches()
                && age.compareTo(ABANDONED) > 0
                && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    private static void sync(Path folder) {
        try (var channel = FileChannel.open(folder)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows opens no folders; its rename is in the journal already, and the new file is in place
        }
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : e.getMessage();
    }
}
