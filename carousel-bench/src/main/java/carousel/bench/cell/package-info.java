/** Cells as a user writes them: the equation and nothing else. */
package carousel.bench.cell;
