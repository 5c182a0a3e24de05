/** Ready models, one for each task. */
package carousel.model;
