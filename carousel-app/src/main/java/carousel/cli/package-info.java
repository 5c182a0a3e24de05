/** The commands of {@code carousel}, one to a file. {@link carousel.cli.Main} is where it starts. */
package carousel.cli;
