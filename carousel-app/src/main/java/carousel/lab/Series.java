package carousel.lab;

/**
 * A curve. Immutable as long as nobody writes into the arrays.
 *
 * @param name what it shows
 * @param x along the bottom
 * @param y as many
 */
public record Series(String name, double[] x, double[] y) {}
