/** Models for ONNX Runtime and what it makes of them: for the benchmarks and for golden fixtures. */
package carousel.bench.onnx;
