package carousel.data.labelled;

import java.util.ArrayList;
import java.util.List;

/**
 * Examples, and where they came from. Immutable.
 *
 * <pre>{@code
 * Labelled<Document> news = Table.of("topic", "title", "body").read(TextFile.read(path));
 * news.examples().getFirst().labels();   // [sports]
 * news.remarks();                        // [12 CRLF line ends, 3 empty texts]
 * }</pre>
 *
 * @param name of the file or folder, without the folder in which it lies
 * @param sha256 of the file as it lies on the disk; of several files, that of a line {@code SHA-256, two spaces, name}
 *     for each, by name: what {@code sha256sum * | sha256sum} prints
 * @param examples in the order of the file
 * @param remarks what was handled on the way and how often, one line each
 */
public record Labelled<E>(String name, String sha256, List<E> examples, List<String> remarks) {
    public Labelled {
        examples = List.copyOf(examples);
        remarks = List.copyOf(remarks);
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("'" + sha256 + "'; expected a SHA-256 in hexadecimal");
        }
    }

    /** Other examples that were made of these. */
    public <F> Labelled<F> with(List<F> others) {
        return new Labelled<>(name, sha256, others, remarks);
    }

    /** The same examples with one remark more, such as {@code 3 empty texts}; with none when the count is 0. */
    public Labelled<E> counting(long count, String one, String many) {
        if (count == 0) {
            return this;
        }
        var all = new ArrayList<>(remarks);
        all.add(count + " " + (count == 1 ? one : many));
        return new Labelled<>(name, sha256, examples, all);
    }
}
