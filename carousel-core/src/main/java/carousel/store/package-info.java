/**
 * Weights, settings, vocabulary and provenance to one file and back. {@link carousel.store.Store} writes model files,
 * {@link carousel.store.SafeTensors} any file of that format, and {@link carousel.store.Settings} turns option records
 * into flags, recipe keys, help and provenance.
 */
package carousel.store;
