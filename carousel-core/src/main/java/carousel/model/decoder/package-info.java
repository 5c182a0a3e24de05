/** The parts of a decoder: how it begins, how it is coupled to what was read, what it feeds itself, what it says. */
package carousel.model.decoder;
