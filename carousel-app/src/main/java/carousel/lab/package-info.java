/**
 * Laws of recurrent networks that hold exactly, each with the numbers behind it and with something that breaks it: a cell or
 * an operation that is wrong in one place. What a law expects is computed in plain loops over doubles, in closed form, or,
 * where it says that two ways of running lead to the same bits, in the other way.
 *
 * <p>Laws stand in files by subject. A new one is a method there; {@link carousel.lab.Laws} lists the files.
 */
package carousel.lab;
