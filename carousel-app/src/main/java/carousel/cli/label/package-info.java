/** Training models that say something of a sequence or of its steps. */
package carousel.cli.label;
