/** Models that say something of a sequence, or of each of its steps: classes, numbers, tags. */
package carousel.model.label;
