/** Labelled examples from files: which options read them, and what of them is learned, validated and tested on. */
package carousel.cli.label.read;
