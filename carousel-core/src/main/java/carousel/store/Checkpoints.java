package carousel.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The folder with a run's checkpoints: numbered model files, of which the two newest are kept. One thread at a time,
 * and one run to a folder.
 *
 * <pre>{@code
 * var checkpoints = new Checkpoints(Path.of("model.checkpoints"));
 * var search = checkpoints.newest();
 * if (search.found()) resume(search.number(), search.stored());
 * checkpoints.write(1200, stored);
 * }</pre>
 */
public record Checkpoints(Path folder) {
    private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{10,18})\\.safetensors");

    /** Eighteen digits. */
    private static final long LARGEST = 999_999_999_999_999_999L;

    /**
     * The newest complete checkpoint. Immutable.
     *
     * @param number  its number, or -1 when there is none
     * @param stored  its contents, or {@link Stored#EMPTY}
     * @param skipped one line for each newer file that cannot be read, beginning with the file
     */
    public record Search(long number, Stored stored, List<String> skipped) {
        public Search {
            skipped = List.copyOf(skipped);
        }

        /** Whether there is a complete checkpoint. */
        public boolean found() {
            return number >= 0;
        }
    }

    /**
     * Writes a checkpoint, atomically, and then removes all but this one and the one before it: the older ones, and
     * those with a higher number, which are torn or belong to a run that has been begun anew.
     */
    public Path write(long number, Stored stored) {
        if (number < 0 || number > LARGEST) {
            throw new IllegalArgumentException("checkpoint number " + number + "; expected 0 to " + LARGEST);
        }
        var path = folder.resolve("checkpoint-%010d.safetensors".formatted(number));
        Store.write(path, stored);
        var files = files();
        var before = files.lowerKey(number);
        files.keySet().removeIf(n -> n == number || n.equals(before));
        delete(files.values());
        return path;
    }

    /** Looks for the newest checkpoint that is complete. */
    public Search newest() {
        var skipped = new ArrayList<String>();
        for (var entry : files().descendingMap().entrySet()) {
            try {
                return new Search(entry.getKey(), Store.read(entry.getValue()), skipped);
            } catch (StoreException e) {
                skipped.add(e.getMessage());
            }
        }
        return new Search(-1, Stored.EMPTY, skipped);
    }

    /** Removes all checkpoints, what a killed run was writing, and the folder when nothing else is in it. */
    public void clear() {
        delete(files().values());
        try {
            if (Files.isDirectory(folder)) {
                AtomicFile.removeTemporary(folder);
                Files.deleteIfExists(folder);
            }
        } catch (DirectoryNotEmptyException e) {
            // somebody keeps other files there
        } catch (IOException | DirectoryIteratorException e) {
            throw failure("cannot be removed", e);
        }
    }

    private NavigableMap<Long, Path> files() {
        var numbered = new TreeMap<Long, Path>();
        if (!Files.exists(folder)) {
            return numbered;
        }
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                var name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    numbered.put(Long.parseLong(name.group(1)), file);
                }
            }
            return numbered;
        } catch (IOException | DirectoryIteratorException e) {
            throw failure("not a folder that can be read", e);
        }
    }

    private void delete(Iterable<Path> files) {
        for (var file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw failure("cannot remove " + file.getFileName(), e);
            }
        }
    }

    private StoreException failure(String what, Exception e) {
        return new StoreException(folder + ": " + what + "; check the folder and its permissions", e);
    }
}
