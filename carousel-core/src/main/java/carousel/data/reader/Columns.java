package carousel.data.reader;

import carousel.text.Spelling;
import java.util.Collections;
import java.util.List;

/**
 * The columns of a table: by name, where a header names them, and by number from 1. Immutable.
 *
 * @param place of the header, or of the first row
 * @param names empty: there is no header
 */
record Columns(Place place, List<String> names, int width) {
    /** The index of a column, counted from 0; a {@code DataException} names the columns that there are. */
    int index(String column) {
        int named = names.indexOf(column);
        if (Collections.frequency(names, column) > 1) {
            throw place.wrong("column '%s' stands there twice, as numbers %d and %d; say which by its number"
                    .formatted(column, named + 1, names.lastIndexOf(column) + 1));
        }
        if (named >= 0) {
            return named;
        }
        int number = column.matches("[0-9]{1,6}") ? Integer.parseInt(column) : 0;
        if (number < 1 || number > width) {
            throw place.wrong(
                    names.isEmpty()
                            ? "no column '" + column + "'; without a header columns are numbers from 1 to " + width
                            : missing("column", column, names));
        }
        return number - 1;
    }

    static String missing(String what, String name, List<String> names) {
        return "no %s '%s'; there are %s: did you mean '%s'?"
                .formatted(what, name, String.join(", ", names), Spelling.nearest(name, names));
    }
}
