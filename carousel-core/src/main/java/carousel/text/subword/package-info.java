/**
 * Words in pieces, so that few symbols spell any word: {@link carousel.text.subword.Subwords} are learnt from a text, by joining
 * ({@link carousel.text.subword.BytePairs}) or by leaving out ({@link carousel.text.subword.Unigrams}), and take texts apart and
 * together again.
 */
package carousel.text.subword;
