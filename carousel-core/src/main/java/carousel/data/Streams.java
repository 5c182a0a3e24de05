package carousel.data;

import carousel.text.DataException;
import java.util.Arrays;
import java.util.Objects;

/**
 * One long text as B contiguous streams, cut into windows of T steps for truncated back-propagation. Row b is {@code
 * tokens[b*L .. b*L+L)} with L = tokens / B; what is left over at the end is not used. Carry the state from window to
 * window: then every token of every row is predicted exactly once, the first of a row from the start state. Immutable
 * as long as nobody writes into the tokens, which are shared and not copied.
 *
 * <pre>
 * row        h e l l o         T = 3
 * window 0   inputs h e l      targets e l l      first h
 * window 1   inputs l          targets o
 * </pre>
 */
public final class Streams {
    private static final int[] NONE = {};

    private final int[] tokens;
    private final int batch;
    private final int steps;
    private final int advance;
    private final int length;

    private Streams(int[] tokens, int batch, int steps, int advance) {
        this.tokens = tokens;
        this.batch = batch;
        this.steps = steps;
        this.advance = advance;
        this.length = tokens.length / batch;
    }

    /**
     * Streams to train on: at least one whole window each.
     *
     * @throws DataException when there are too few tokens; {@link DataException#in} adds the file
     */
    public static Streams of(int[] tokens, int batch, int steps) {
        positive(batch, "batch");
        positive(steps, "steps");
        long needed = (long) batch * (steps + 1L);
        if (tokens.length < needed) {
            throw new DataException(tokens.length + " tokens, but --batch " + batch + " times --bptt " + steps
                    + " needs at least " + needed + "; lower --batch or --bptt");
        }
        return new Streams(tokens, batch, steps, steps);
    }

    /** The whole text as one stream, to evaluate on: no token is left out, and a short text is one short window. */
    public static Streams whole(int[] tokens, int steps) {
        positive(steps, "steps");
        if (tokens.length == 0) {
            throw new DataException("no tokens; expected at least one");
        }
        return new Streams(tokens, 1, steps, steps);
    }

    private static void positive(int value, String what) {
        if (value < 1) {
            throw new IllegalArgumentException("streams: " + what + " " + value + "; expected 1 or more");
        }
    }

    /**
     * The same streams with a window after every k1 steps, whose last k1 predictions count and whose gradients reach back
     * over all its steps: BPTT(k2; k1) of Williams, Peng 1990, with k2 the steps of a window. A window begins with the state
     * that was computed when the stream was first there.
     *
     * @param k1 divides the steps of a window; where it is as many, windows lie side by side
     */
    public Streams advancing(int k1) {
        positive(k1, "advance");
        if (steps % k1 != 0) {
            throw new IllegalArgumentException("streams: an advance of " + k1 + " steps does not divide windows of "
                    + steps + " steps; expected a divisor");
        }
        return new Streams(tokens, batch, steps, k1);
    }

    /** B: the number of rows. */
    public int batch() {
        return batch;
    }

    /** T: the steps of a window; the first ones and the last one may have fewer. */
    public int steps() {
        return steps;
    }

    /** As how many windows ago the state was computed with which one begins: 1 where they lie side by side. */
    public int overlap() {
        return steps / advance;
    }

    /** L: the tokens of a row. */
    public int length() {
        return length;
    }

    /** All tokens that the windows predict: B times L. */
    public int tokens() {
        return batch * length;
    }

    /** The number of windows in one pass over the text. */
    public int windows() {
        return Math.max(1, Math.ceilDiv(length - 1, advance));
    }

    /** Window w of a pass, counted from 0. */
    public Window window(int w) {
        int counted = Objects.checkIndex(w, windows()) * advance;
        int from = Math.max(0, counted + advance - steps);
        int to = Math.min(counted + advance, length - 1);
        return new Window(
                new Ids(slice(from, to), Lengths.uniform(batch, to - from)),
                slice(counted + 1, to + 1),
                w == 0 ? slice(0, 1) : NONE,
                from);
    }

    /** The tokens of all rows from one place in the row to another, time-major. */
    private int[] slice(int from, int to) {
        var values = new int[(to - from) * batch];
        for (int t = from, row = 0; t < to; t++) {
            for (int b = 0; b < batch; b++) {
                values[row++] = tokens[b * length + t];
            }
        }
        return values;
    }

    /**
     * One window. Immutable as {@link Ids} are.
     *
     * @param inputs  [B,T] what the model reads
     * @param targets [N] what follows each of the last inputs, in the order of the packed inputs
     * @param first   [B] the first token of each row, to be predicted from the start state; empty but in window 0
     * @param from    the place in the rows where it begins; at 0, with the start state
     */
    public record Window(Ids inputs, int[] targets, int[] first, int from) {
        public Window {
            if (targets.length > inputs.values().length) {
                throw new IllegalArgumentException("window: " + targets.length + " targets for " + inputs);
            }
        }

        /** The same window with other inputs. */
        public Window reading(Ids others) {
            return new Window(others, targets, first, from);
        }

        /** The number of predictions in this window. */
        public int tokens() {
            return first.length + targets.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Window that
                    && inputs.equals(that.inputs)
                    && Arrays.equals(targets, that.targets)
                    && Arrays.equals(first, that.first)
                    && from == that.from;
        }

        @Override
        public int hashCode() {
            return Objects.hash(inputs, Arrays.hashCode(targets), Arrays.hashCode(first), from);
        }
    }
}
