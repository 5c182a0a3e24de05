/** What {@code carousel lab} shows: numbers as lines, curves as pictures. */
package carousel.cli.lab;
