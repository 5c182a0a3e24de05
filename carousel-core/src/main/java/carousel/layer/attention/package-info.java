/** Looking back at what was read: scores, weights, and what they let through. R rows that look, P pairs, M rows looked at. */
package carousel.layer.attention;
