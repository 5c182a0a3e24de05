/** The simpler models that a network is compared with, each learning from the network's own examples. */
package carousel.cli.baseline.rival;
