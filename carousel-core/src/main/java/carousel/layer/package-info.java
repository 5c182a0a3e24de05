/** Layers without memory: they work on the rows of a packed sequence and never see time. */
package carousel.layer;
