/**
 * Examples with labels: texts, tagged sentences and series, split, freed of duplicates, put out of order.
 *
 * <p>T steps (words of a text, points in time of a series), C channels.
 */
package carousel.data.labelled;
