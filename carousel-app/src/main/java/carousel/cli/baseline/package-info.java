/** Simpler models beside a finished network, on the same examples: is a recurrent network worth it? */
package carousel.cli.baseline;
