/** Layers with memory: cells, which are one step of a recurrence, and the runners that take them through time. */
package carousel.recurrent;
