package carousel.layer;

import carousel.data.Lengths;
import carousel.tensor.Mask;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.Arrays;

/**
 * Zeroes units at random while a tape records a training step, and scales the survivors by 1 / (1 - rate) (Srivastava et al.
 * 2014); does nothing otherwise. The mask is a function of seed, update, site, example, time and unit: the same for any
 * batch composition and any number of threads. Immutable, safe for many threads.
 *
 * <p>Variational dropout (Gal, Ghahramani 2016) zeroes the same units of an example at all of its steps.
 *
 * @param rate the probability of being zeroed, in [0, 1)
 * @param site the dotted path of this layer within its model
 * @param variation when a unit is drawn anew
 */
public record Dropout(float rate, String site, Variation variation) implements SequenceLayer {

    /** When a unit is drawn anew. */
    public enum Variation {
        /** At each step. */
        STEP,
        /** With each sequence: variational dropout. */
        SEQUENCE
    }

    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("dropout: expected a rate of at least 0 and below 1, got " + rate);
        }
    }

    public static Dropout of(float rate, String site) {
        return new Dropout(rate, site, Variation.STEP);
    }

    /** With the same units zeroed at all steps of a sequence. */
    public static Dropout variational(float rate, String site) {
        return new Dropout(rate, site, Variation.SEQUENCE);
    }

    @Override
    public Sequence apply(Sequence sequence) {
        if (idle()) {
            return sequence;
        }
        var lengths = sequence.lengths();
        return sequence.map(rows -> drop(rows, examples(lengths), times(lengths)));
    }

    /** On the rows of the last steps alone, in packed order: what {@link #apply} does to them. */
    public Tensor last(Tensor rows, Lengths lengths) {
        if (idle()) {
            return rows;
        }
        var examples = new int[lengths.batch()];
        Arrays.setAll(examples, lengths::caller);
        var times = new int[lengths.batch()];
        Arrays.setAll(times, b -> lengths.length(b) - 1);
        return drop(rows, examples, times);
    }

    /** On the rows of step t alone: what {@link #apply} does to them. */
    public Tensor step(Tensor rows, Lengths lengths, int t) {
        if (idle()) {
            return rows;
        }
        var examples = new int[lengths.alive(t)];
        Arrays.setAll(examples, lengths::caller);
        var times = new int[examples.length];
        Arrays.fill(times, t);
        return drop(rows, examples, times);
    }

    private boolean idle() {
        return rate == 0 || !Tape.step().random();
    }

    private Tensor drop(Tensor rows, int[] examples, int... times) {
        var drawn = variation == Variation.STEP ? times : new int[times.length];
        return rows.mask(new Mask(Tape.step(), site, rate, 1f / (1f - rate), examples, drawn));
    }

    /** The caller's index of the example in each row. */
    public static int[] examples(Lengths lengths) {
        var examples = new int[lengths.rows()];
        for (int t = 0; t < lengths.steps(); t++) {
            for (int b = 0; b < lengths.alive(t); b++) {
                examples[lengths.row(b, t)] = lengths.caller(b);
            }
        }
        return examples;
    }

    /** The step of each row. */
    public static int[] times(Lengths lengths) {
        var times = new int[lengths.rows()];
        for (int t = 0; t < lengths.steps(); t++) {
            Arrays.fill(times, lengths.offset(t), lengths.offset(t) + lengths.alive(t), t);
        }
        return times;
    }
}
