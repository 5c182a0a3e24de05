/**
 * Files to examples to packed batches. {@link carousel.data.Lengths} says how sequences of different lengths lie in one
 * array without padding; {@link carousel.data.Ids} are the ids themselves.
 */
package carousel.data;
