package carousel.layer.transformer;

import carousel.layer.Nonlinearity;

/**
 * The shape of the layers of a Transformer. Immutable.
 *
 * @param units E: the columns of every row
 * @param heads H of attention
 * @param feedForward hidden units of the network for each row
 * @param between its function
 * @param norm where normalisation stands
 * @param dropout on what each part says
 */
public record Shape(int units, int heads, int feedForward, Nonlinearity between, NormPlace norm, float dropout) {}
