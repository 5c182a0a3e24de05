package carousel.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Data that cannot be used. The message is one line: what, where, what was expected, what to do. Immutable. */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A file that cannot be opened or read. */
    public static DataException unreadable(Object where, IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> new DataException(where + ": no such file; check the name", e);
            case AccessDeniedException _ -> new DataException(where + ": may not be read; check its permissions", e);
            default -> new DataException(where + ": cannot be read (" + e.getMessage() + ")", e);
        };
    }

    /** Packed data that cannot be unpacked. */
    public static DataException damaged(Object where, IOException e) {
        return new DataException(
                where + ": damaged gzip data (" + e.getMessage() + "); get the file again or unpack it by hand", e);
    }

    /** The same complaint with the place in front, as in {@code FILE: complaint}. */
    public DataException in(Object where) {
        return new DataException(where + ": " + getMessage(), this);
    }
}
