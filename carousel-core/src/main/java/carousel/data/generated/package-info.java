/** Labelled texts made by a rule, on which a model must read the order of words. */
package carousel.data.generated;
