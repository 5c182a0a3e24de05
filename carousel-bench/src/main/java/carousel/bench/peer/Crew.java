package carousel.bench.peer;

import carousel.bench.contestant.Library;
import carousel.bench.work.Row;
import java.io.IOException;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The processes at work. Each family of rows has fresh ones, so that no row inherits what the compiler learned from another
 * cell. A library that does not load is left out from then on, and said so once. One thread at a time.
 */
final class Crew implements AutoCloseable {
    private final Options options;
    private final PrintStream messages;
    private final Map<Library, Child> children = new EnumMap<>(Library.class);
    private final Set<Library> missing = EnumSet.noneOf(Library.class);
    private String family = "";

    Crew(Options options, PrintStream messages) {
        this.options = options;
        this.messages = messages;
    }

    /** The contestants of a row, Carousel first. */
    Map<Library, Child> of(Row row) throws IOException {
        if (!row.family().equals(family)) {
            dismiss();
            family = row.family();
        }
        for (var library : Library.values()) {
            if (library.runs(row) && !children.containsKey(library) && !missing.contains(library)) {
                start(library);
            }
        }
        return new EnumMap<>(children);
    }

    /** Libraries that did not load. */
    Set<Library> missing() {
        return missing.isEmpty() ? Set.of() : EnumSet.copyOf(missing);
    }

    private void start(Library library) throws IOException {
        try {
            children.put(library, Child.start(library, options));
        } catch (Child.FailedException thrown) {
            if (library == Library.CAROUSEL) {
                throw thrown;
            }
            missing.add(library);
            messages.println(library.title() + " is left out: " + thrown.getMessage());
        }
    }

    /** Ends all processes; the next row starts new ones. */
    void dismiss() {
        family = "";
        children.values().forEach(Child::close);
        children.clear();
    }

    @Override
    public void close() {
        dismiss();
    }
}
