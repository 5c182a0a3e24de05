/**
 * What a law is made of: a title, something right, something wrong, and a check that compares numbers. Beside it the plain
 * arithmetic that expectations are computed with, and ready-made mistakes.
 */
package carousel.lab.check;
