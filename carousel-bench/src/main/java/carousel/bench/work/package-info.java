/** What the peer benchmarks compute: rows, their inputs and weights, and the two interfaces of whoever computes them. */
package carousel.bench.work;
