package carousel.store;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One option: a component of a settings record, see {@link Settings}. Immutable. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** Help in one line. */
    String value();

    /** The default as text. None: texts and paths are empty, flags are off, everything else must be given. */
    String preset() default "";
}
