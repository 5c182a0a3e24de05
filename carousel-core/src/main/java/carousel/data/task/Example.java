package carousel.data.task;

import java.util.Arrays;

/**
 * One example of a task. Symbols and classes stand as their numbers. Immutable as long as nobody writes into the arrays.
 *
 * @param inputs [T,F], or [T] symbols
 * @param steps [M] the steps at which an answer is asked for, rising
 * @param answers [M,K], or [M] classes
 * @param units [M,K] ones where an output counts and zeros where it does not; empty: all count
 */
public record Example(float[] inputs, int[] steps, float[] answers, float... units) {

    /** An answer after the last of T steps. */
    public static Example last(float[] inputs, int steps, float... answer) {
        return new Example(inputs, new int[] {steps - 1}, answer);
    }

    /** An answer at every one of T steps. */
    public static Example every(float[] inputs, int steps, float... answers) {
        var all = new int[steps];
        Arrays.setAll(all, t -> t);
        return new Example(inputs, all, answers);
    }
}
