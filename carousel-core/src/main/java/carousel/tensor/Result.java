package carousel.tensor;

/**
 * What is left of a training step when its tape has ended. Immutable.
 *
 * @param loss the value of the loss
 * @param gradients the gradient of every weight the loss depends on
 * @param kept the kept value, its tensors detached copies
 */
public record Result<K>(float loss, Gradients gradients, K kept) {}
