package carousel.cli.baseline;

import carousel.cli.shell.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Comparisons beside their model, so that they are not made twice. Immutable.
 *
 * @param path where it lies
 * @param key of what was compared, on which data
 */
record ComparisonFile(Path path, String key) {

    /** What the file holds. */
    private record Content(String key, List<Comparison> comparisons) {}

    /** The comparisons, if the file has those of this key. */
    List<Comparison> read() {
        if (!Files.isRegularFile(path)) {
            return List.of();
        }
        try {
            var content = JsonMapper.shared().readValue(Files.readAllBytes(path), Content.class);
            return key.equals(content.key()) ? content.comparisons() : List.of();
        } catch (IOException | JacksonException e) {
            return List.of(); // it is made again
        }
    }

    /** Replaces the file, whole or not at all. */
    void write(List<Comparison> comparisons) throws IOException {
        var json = JsonMapper.shared().writerWithDefaultPrettyPrinter();
        WholeFile.write(path, json.writeValueAsBytes(new Content(key, comparisons)));
    }
}
