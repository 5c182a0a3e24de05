package carousel.data.reader;

import carousel.data.TextFile;
import carousel.data.labelled.Document;
import carousel.data.labelled.Labelled;
import carousel.text.DataException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.PatternSyntaxException;

/**
 * A folder with one file for each class and one text in each line. A class is called like its file without the
 * extension, or like the extension where that alone tells the files apart. Immutable.
 *
 * <pre>{@code
 * ClassFolder.of("*.txt").read(Path.of("names"));                                      // Arabic.txt, Czech.txt
 * ClassFolder.of("polarity.*").withEncoding(ISO_8859_1).read(Path.of("reviews"));      // polarity.neg, polarity.pos
 * }</pre>
 *
 * @param files which files are meant, as a glob; {@code .gz} behind a name does not count
 * @param encoding of all of them
 */
public record ClassFolder(String files, Charset encoding) {
    private static final int SHOWN = 5;

    public ClassFolder {
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + files);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "files: '" + files + "' (" + e.getDescription() + "); expected a pattern such as *.txt", e);
        }
    }

    /** These files of a folder, in UTF-8. */
    public static ClassFolder of(String files) {
        return new ClassFolder(files, StandardCharsets.UTF_8);
    }

    /** The same in another encoding. */
    public ClassFolder withEncoding(Charset other) {
        return new ClassFolder(files, other);
    }

    /**
     * All texts, file after file by name.
     *
     * @throws DataException that names the file: one that is no text, that holds nothing, or that has the class of
     *     another
     */
    public Labelled<Document> read(Path folder) {
        var lines = new Lines();
        var examples = new ArrayList<Document>();
        for (var entry : classes(folder, chosen(folder, lines)).entrySet()) {
            var file = TextFile.read(folder.resolve(entry.getValue()), encoding);
            examples.addAll(texts(file, entry.getKey(), lines));
        }
        var name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        return lines.read(folder.toString(), name, examples);
    }

    private static List<Document> texts(TextFile file, String label, Lines lines) {
        var texts = new ArrayList<Document>();
        boolean any = false;
        for (var line : lines.of(file)) {
            if (line.text().isBlank()) {
                lines.count(Handled.EMPTY_TEXT);
            }
            any |= !line.text().isBlank();
            texts.add(new Document(line.text(), List.of(label), line.place().line()));
        }
        if (!any) {
            throw new DataException(file.where() + ": nothing but blank lines; expected a text of its class in each");
        }
        return texts;
    }

    /** The names of the files that are meant, in order. */
    private List<String> chosen(Path folder, Lines lines) {
        var matcher = folder.getFileSystem().getPathMatcher("glob:" + files);
        var chosen = new ArrayList<String>();
        var others = new ArrayList<String>();
        for (var name : names(folder)) {
            boolean meant = Files.isRegularFile(folder.resolve(name))
                    && matcher.matches(folder.getFileSystem().getPath(unpacked(name)));
            (meant ? chosen : others).add(name);
        }
        if (chosen.isEmpty()) {
            throw new DataException(folder + ": no files '" + files + "'; expected one for each class"
                    + (others.isEmpty() ? ", but the folder is empty" : "; there are " + shown(others)));
        }
        if (!others.isEmpty()) {
            lines.remark("not read: " + shown(others));
        }
        return chosen;
    }

    private static List<String> names(Path folder) {
        if (Files.isRegularFile(folder)) {
            throw new DataException(folder + ": a file; expected a folder with one file for each class");
        }
        try (var all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw DataException.unreadable(folder, e);
        }
    }

    private static String shown(List<String> names) {
        var first = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() > SHOWN ? first + " and " + (names.size() - SHOWN) + " more" : first;
    }

    private static String unpacked(String name) {
        return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }

    /** File by class, in the order of the files' names. */
    private static SequencedMap<String, String> classes(Path folder, List<String> names) {
        boolean byExtension = names.size() > 1
                && names.stream().map(ClassFolder::stem).distinct().count() == 1
                && names.stream().noneMatch(name -> stem(name).equals(unpacked(name)));
        var classes = new LinkedHashMap<String, String>();
        for (var name : names) {
            var label = byExtension ? unpacked(name).substring(stem(name).length() + 1) : stem(name);
            var before = classes.putIfAbsent(label, name);
            if (before != null) {
                throw new DataException(folder.resolve(name) + ": class '" + label + "' already is that of " + before
                        + "; choose with --files");
            }
        }
        return classes;
    }

    private static String stem(String name) {
        var plain = unpacked(name);
        int dot = plain.lastIndexOf('.');
        return dot > 0 ? plain.substring(0, dot) : plain;
    }
}
