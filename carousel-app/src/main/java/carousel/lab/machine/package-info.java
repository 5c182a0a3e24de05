/** Machines with two stacks, and networks whose weights, set by hand, run them. */
package carousel.lab.machine;
