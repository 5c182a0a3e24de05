/** Pairs of texts: files, columns and tasks that options name, and by which references answers are judged. */
package carousel.cli.translate.pairs;
