/**
 * Bytes, characters and words to ids and back. A {@link carousel.text.Tokenizer} knows one {@link carousel.text.Level}
 * and one {@link carousel.text.Vocabulary}; everything behind it sees only ids.
 */
package carousel.text;
