/** Texts, words and series as what a model of labels reads: coders, sources of batches, and the layers that make vectors. */
package carousel.model.input;
