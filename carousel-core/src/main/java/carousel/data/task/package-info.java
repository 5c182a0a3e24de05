/**
 * Reference tasks: examples made by a rule, or read from the MNIST files, with what is asked of a network at which step.
 *
 * <p>B batch, T steps, F features, K outputs, N rows (sum of lengths), M rows that are asked for.
 */
package carousel.data.task;
