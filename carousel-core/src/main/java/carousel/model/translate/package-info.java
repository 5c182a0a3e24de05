/** From one sequence to another of any length: encoder, decoder, what couples them, and their training. */
package carousel.model.translate;
