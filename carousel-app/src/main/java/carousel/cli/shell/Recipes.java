package carousel.cli.shell;

import carousel.store.SettingException;
import carousel.store.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Complete, named settings: a JSON file of one's own, or one that ships with Carousel. Safe for many threads. */
public final class Recipes {
    private static final String SHIPPED = "/carousel/recipes";
    private static final String SUFFIX = ".json";

    private Recipes() {}

    /** The values of a recipe by key; all keys must be known. */
    static Map<String, String> read(String name, Set<String> known) {
        var values = values(name);
        for (var key : values.keySet()) {
            if (!known.contains(key)) {
                throw in(name, Settings.unknown(key, known));
            }
        }
        return values;
    }

    private static Map<String, String> values(String name) {
        try {
            return Settings.ofJson(text(name));
        } catch (SettingException e) {
            throw in(name, e);
        } catch (IOException e) {
            throw new UncheckedIOException("recipe " + name + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    static SettingException in(String name, SettingException e) {
        return new SettingException("recipe " + name + ": " + e.getMessage(), e);
    }

    private static String text(String name) throws IOException {
        if (Files.isRegularFile(Path.of(name))) {
            return Files.readString(Path.of(name));
        }
        var shipped = shipped();
        if (!shipped.contains(name)) {
            throw new UsageException("--recipe " + name + ": neither a file nor a recipe of Carousel's own ("
                    + String.join(", ", shipped) + ")");
        }
        try (var in = Recipes.class.getResourceAsStream(SHIPPED + "/" + name + SUFFIX)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The names of those for one task. */
    public static List<String> shipped(String task) {
        return shipped().stream().filter(name -> name.startsWith(task + "-")).toList();
    }

    /** The names of the recipes that ship with Carousel. */
    public static List<String> shipped() {
        var folder = Recipes.class.getResource(SHIPPED);
        if (folder == null) {
            return List.of();
        }
        try {
            if (!folder.getProtocol().equals("jar")) {
                return names(Path.of(folder.toURI()));
            }
            try (var jar = FileSystems.newFileSystem(folder.toURI(), Map.of())) {
                return names(jar.getPath(SHIPPED));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("Carousel's own recipes cannot be listed", e);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }
}
