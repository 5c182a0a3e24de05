/** The cells: each is its equations and nothing else. Axes: B batch, N rows of all steps, F features, H hidden units. */
package carousel.recurrent.cell;
