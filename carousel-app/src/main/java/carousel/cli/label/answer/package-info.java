/** What a finished model of labels says: predictions, scores, pictures of its errors, what it remembers. */
package carousel.cli.label.answer;
