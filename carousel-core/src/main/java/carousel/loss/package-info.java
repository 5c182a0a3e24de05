/** What training minimises. */
package carousel.loss;
