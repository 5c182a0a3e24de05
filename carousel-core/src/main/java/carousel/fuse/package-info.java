/** A step of a recurrence as a graph: traced from the code that users write, and planned for running over time. */
package carousel.fuse;
