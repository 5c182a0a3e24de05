/**
 * Linear models of sparse features: what a network that reads words in their order must beat.
 * {@link carousel.baseline.linear.Bag} makes the features of texts, {@link carousel.baseline.linear.LogisticRegression} and
 * {@link carousel.baseline.linear.RidgeRegression} learn from them,
 * unless their thread is interrupted: then they throw a {@link java.util.concurrent.CancellationException}.
 *
 * <p>n rows (examples), F features, K classes.
 */
package carousel.baseline.linear;
