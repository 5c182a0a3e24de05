/**
 * The libraries that take part, each behind {@link carousel.bench.work.Contestant}, and {@link
 * carousel.bench.contestant.Fork}, the process each of them lives in: their native codes do not bear each other.
 */
package carousel.bench.contestant;
