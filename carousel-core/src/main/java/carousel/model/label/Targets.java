package carousel.model.label;

import carousel.tensor.Tensor;
import java.util.Arrays;

/**
 * What a model should have said of the sequences of a batch, in the caller's order. Immutable as long as nobody writes into
 * the arrays.
 *
 * @param answers [B] classes or numbers, or [B,K] ones for the classes that hold
 * @param width 1, or K
 * @param weight [B], how much each sequence counts
 */
public record Targets(float[] answers, int width, float... weight) {

    public Targets {
        if (answers.length != width * weight.length) {
            throw new IllegalArgumentException("targets: given " + answers.length + " answers, needed "
                    + width * weight.length + ", " + width + " for each weight");
        }
    }

    /** Targets that all count the same. */
    public static Targets of(int width, float... answers) {
        var weight = new float[answers.length / width];
        Arrays.fill(weight, 1);
        return new Targets(answers, width, weight);
    }

    /** The targets of some of the sequences. */
    Targets of(int... sequences) {
        var some = new float[sequences.length * width];
        var counts = new float[sequences.length];
        for (int i = 0; i < sequences.length; i++) {
            System.arraycopy(answers, sequences[i] * width, some, i * width, width);
            counts[i] = weight[sequences[i]];
        }
        return new Targets(some, width, counts);
    }

    int[] classes() {
        var classes = new int[answers.length];
        Arrays.setAll(classes, i -> (int) answers[i]);
        return classes;
    }

    Tensor values() {
        return Tensor.of(answers, weight.length, width);
    }

    Tensor weights() {
        return Tensor.of(weight, weight.length, 1);
    }
}
