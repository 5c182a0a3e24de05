/** Makes the golden fixtures: inputs, values and gradients from PyTorch that the library's tests must reproduce. */
package carousel.bench.golden;
