/**
 * Benchmarks, run on demand. Here those of kernels, with JMH: {@code java -cp … org.openjdk.jmh.Main}. Beside other libraries:
 * {@link carousel.bench.peer}. Every figure of work stands beside this machine's limit.
 */
package carousel.bench;
