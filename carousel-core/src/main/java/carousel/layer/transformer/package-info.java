/** The layers of a Transformer: attention and a network for each row, and the ways around them. */
package carousel.layer.transformer;
