/** Sets of texts as automata, and which symbols of a vocabulary lead to one of them. */
package carousel.text.pattern;
