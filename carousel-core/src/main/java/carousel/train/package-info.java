/** The training loop: objectives, batches in order, validation, early stopping, checkpoints that resume in the same bits. */
package carousel.train;
