/**
 * Loops over {@code float[]}: products, element-wise functions, reductions and the threads they run on. The only
 * package with hand-written Vector API code; every such kernel has a scalar twin that gives the same bits.
 *
 * <p>Axis letters are those of the glossary in {@link carousel.tensor}; inside a product [M,K] · [K,N] they are M, K
 * and N. A NaN is a NaN: its sign and payload are not part of the promise of equal bits.
 */
package carousel.kernel;
