package carousel.data.reader;

import carousel.data.TextFile;
import carousel.data.labelled.Labelled;
import carousel.text.DataException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The lines of one file or several, and what was handled while they were read. Lines end with a line feed, before which
 * one carriage return belongs to the end; the last line needs no end. One thread at a time.
 */
final class Lines {
    private final Map<Handled, Integer> counts = new EnumMap<>(Handled.class);
    private final Map<String, Integer> remarks = new LinkedHashMap<>();
    private final SortedMap<String, String> digests = new TreeMap<>();

    /** One line without its end. */
    record Line(Place place, String text) {}

    /** The text of a file with all its line ends; a {@link DataException} if it holds zero bytes. */
    String text(TextFile file) {
        var text = file.text();
        int zero = text.indexOf('\0');
        if (zero >= 0) {
            long line = text.substring(0, zero).chars().filter(c -> c == '\n').count() + 1;
            throw new DataException(
                    file.where() + ":" + line + ": a zero byte; expected text: check --encoding or leave the file out");
        }
        for (int at = text.indexOf("\r\n"); at >= 0; at = text.indexOf("\r\n", at + 2)) {
            count(Handled.CRLF);
        }
        file.remarks().forEach(this::remark);
        digest(file.name(), file.sha256());
        return text;
    }

    /** Remembers a file that was read. */
    void digest(String name, String sha256) {
        digests.put(name, sha256);
    }

    /** All lines of a file. */
    List<Line> of(TextFile file) {
        var text = text(file);
        var lines = new ArrayList<Line>();
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('\n', at);
            int next = end < 0 ? text.length() : end + 1;
            end = end < 0 ? text.length() : end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
            lines.add(new Line(new Place(file.where(), lines.size() + 1), text.substring(at, end)));
            at = next;
        }
        return lines;
    }

    void count(Handled handled) {
        counts.merge(handled, 1, Integer::sum);
    }

    void remark(String remark) {
        remarks.merge(remark, 1, Integer::sum);
    }

    /** What was read from one file. */
    <E> Labelled<E> read(TextFile file, List<E> examples) {
        return read(file.where(), file.name(), examples);
    }

    /** What was read from all files. */
    <E> Labelled<E> read(String where, String name, List<E> examples) {
        if (examples.isEmpty()) {
            throw new DataException(where + ": no examples; expected at least one");
        }
        var all = remarks.entrySet().stream()
                .map(each ->
                        each.getValue() == 1 ? each.getKey() : each.getKey() + ", in " + each.getValue() + " files")
                .toList();
        var read = new Labelled<>(name, sha256(), examples, all);
        for (var entry : counts.entrySet()) {
            read = read.counting(
                    entry.getValue(), entry.getKey().one(), entry.getKey().many());
        }
        return read;
    }

    /** The digest of the one file; of several, that of a line for each, as {@code sha256sum} prints it. */
    private String sha256() {
        if (digests.size() == 1) {
            return digests.get(digests.firstKey());
        }
        var list = new StringBuilder();
        digests.forEach(
                (name, sha256) -> list.append(sha256).append("  ").append(name).append('\n'));
        return TextFile.sha256(list.toString().getBytes(StandardCharsets.UTF_8));
    }
}
