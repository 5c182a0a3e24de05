/**
 * The peer benchmarks: Carousel beside other libraries, as docs/BENCHMARKS.md describes them.
 *
 * <p>{@link carousel.bench.peer.PeerBenchmarks} is a plain program and not JMH: what matters here is that contestants whose
 * native codes cannot share a process take turns within one row, so that noise of the machine hits all alike, and that
 * their outputs and gradients are compared before the clock starts. Each contestant is a process of its own ({@link
 * carousel.bench.contestant.Fork}) that is told what to do; {@link carousel.bench.peer.Race} lets them take turns.
 */
package carousel.bench.peer;
