package carousel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that reads a data set which does not come with the sources: it is left out, and the build says so, when the data
 * is missing. Nothing else may leave out a test.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DataFolder.class)
public @interface NeedsData {
    /** Files or folders below the data folder, such as {@code "tinyshakespeare/input.txt"}. */
    String[] value();
}
