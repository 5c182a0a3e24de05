/** From gradients to new weights: update rules, rates that change over the steps, and clipping. */
package carousel.optim;
