/** Translators on the command line: their pairs of sentences, their training, what they write and how good it is. */
package carousel.cli.translate;
