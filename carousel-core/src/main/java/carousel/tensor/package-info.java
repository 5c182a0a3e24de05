/**
 * Tensors, their differentiable operations and the tape that records them.
 *
 * <p>Axis letters used everywhere: B batch, T time, N packed rows (sum of the lengths of a batch), F features, H hidden
 * units, V vocabulary, L layers, K classes. A matrix is written [rows, columns].
 */
package carousel.tensor;
