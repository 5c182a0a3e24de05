/** How the command line lets a translator answer: the search, what it may say, what is done with long lines. */
package carousel.cli.translate.answer;
