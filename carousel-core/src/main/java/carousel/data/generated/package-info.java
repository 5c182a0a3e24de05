/** Texts made by a rule: with labels, for which a model must read the order of words, or with what they are to become. */
package carousel.data.generated;
