/** Layers without a state: they work on the rows of a packed sequence; convolutions see those of other steps too. */
package carousel.layer;
