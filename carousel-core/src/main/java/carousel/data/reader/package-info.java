/**
 * Files of labelled data, as other people's programs write them, to {@link carousel.data.labelled.Labelled} examples.
 * What cannot be read is refused with the file and the line; what can be put right is, and is counted.
 */
package carousel.data.reader;
