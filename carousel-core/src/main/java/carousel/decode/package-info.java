/** From scores to symbols: choosing the next symbol, and generating one after the other. */
package carousel.decode;
