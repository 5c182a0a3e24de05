/**
 * How good predictions are: tags and the spans they mark, classes, sets of labels, numbers and probabilities, and how sure one
 * can be of a difference. Rates are 0 to 1; what would be divided by zero is 0 unless said otherwise.
 */
package carousel.metric;
