/**
 * Words in pieces, so that few symbols spell any word: {@link carousel.text.subword.Subwords} are learnt from a text, and take
 * texts apart and together again.
 */
package carousel.text.subword;
