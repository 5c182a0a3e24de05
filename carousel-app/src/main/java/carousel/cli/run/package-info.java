/** A training run as the command line sees it: its options, data, files, progress and learning curve. */
package carousel.cli.run;
