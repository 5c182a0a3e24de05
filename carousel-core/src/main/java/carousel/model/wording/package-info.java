/** How texts become symbols on both sides of a translation, and symbols texts again. */
package carousel.model.wording;
