/**
 * Benchmarks, run on demand: {@code java -cp … org.openjdk.jmh.Main}. Every figure of work stands beside this machine's
 * limit.
 */
package carousel.bench;
