package carousel.lab.check;

import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * An identity that holds exactly, checked on what is right and on something that is wrong in one place. Immutable, safe for
 * many threads.
 *
 * @param <T> what is put to the test
 * @param title what the law says
 * @param right obeys it
 * @param wrong breaks it: shows that the check can fail
 * @param check compares what it is given with what the law expects
 */
public record Law<T>(Title title, Supplier<T> right, Supplier<T> wrong, BiConsumer<T, Findings> check) {

    /**
     * What a law says. Immutable.
     *
     * @param name in kebab case
     * @param system the row of the list of systems it belongs to
     * @param source a paper, a library or the reason
     * @param line the law in one line
     */
    public record Title(String name, String system, String source, String line) {

        /** The law with its check, something that obeys it, and something that breaks it. */
        public <T> Law<T> check(Supplier<T> right, Supplier<T> wrong, BiConsumer<T, Findings> check) {
            return new Law<>(this, right, wrong, check);
        }
    }

    public static Title title(String name, String system, String source, String line) {
        return new Title(name, system, source, line);
    }

    /** Checks what is right. */
    public Verdict run() {
        return verdict(right);
    }

    /** Checks what is wrong in one place, and must fail. */
    public Verdict mutant() {
        return verdict(wrong);
    }

    private Verdict verdict(Supplier<T> subject) {
        var findings = new Findings();
        try {
            check.accept(subject.get(), findings);
            return new Verdict(findings.figures(), "");
        } catch (RuntimeException e) {
            return new Verdict(findings.figures(), e.toString());
        }
    }
}
