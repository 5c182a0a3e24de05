package carousel.lab.check;

import java.util.List;

/**
 * What became of a law. Immutable.
 *
 * @param figures the numbers behind it
 * @param failure why it could not be checked to its end; empty if it was
 */
public record Verdict(List<Figure> figures, String failure) {
    public Verdict {
        figures = List.copyOf(figures);
    }

    /** Whether all figures are as they should be, and there are some. */
    public boolean passed() {
        return failure.isEmpty() && !figures.isEmpty() && figures.stream().allMatch(Figure::passed);
    }
}
