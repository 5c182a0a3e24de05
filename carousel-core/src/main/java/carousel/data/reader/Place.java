package carousel.data.reader;

import carousel.text.DataException;

/** A line of a file. Immutable. */
record Place(String where, int line) {
    /** The complaint about what stands here. */
    DataException wrong(String complaint) {
        return new DataException(where + ":" + line + ": " + complaint);
    }

    /** A complaint of somebody who did not know the place. */
    DataException wrong(DataException complaint) {
        return complaint.in(where + ":" + line);
    }
}
