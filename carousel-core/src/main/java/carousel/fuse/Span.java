package carousel.fuse;

import carousel.kernel.Gang;
import carousel.kernel.Workers;
import java.util.Arrays;
import java.util.List;

/**
 * Some steps of a scan, forwards or backwards, on the arrays of a frame. Rows are split over threads where there are enough
 * of them: each then takes its own through all steps and waits for nobody. With fewer, the columns of each instruction are
 * split, and the threads wait for one another.
 */
final class Span {
    /** Rows from which each thread takes its own. */
    private static final int MANY = 16;

    /** Elements of weights that a thread can read at each step for its own rows. */
    private static final long MOST_STEPWISE = 2 << 20;

    /** Rows from which what is done for all of them at once is split by rows. */
    private static final int MANY_AT_ONCE = 128;

    /** Rows of a tile. */
    private static final int TILE = 8;

    /** Rows that cost half as much. */
    private static final int HALF_TILE = 4;

    /** Multiplications and additions of a step from which several threads pay. */
    private static final long WORTH_SPLITTING = 24_000;

    private final CompiledStep step;
    private final Steps steps;
    private final int origin;
    private final int from;
    private final int to;
    private final boolean stepwise;
    private final Frame[] frames;

    /**
     * @param origin the step whose first row is the first that the frame's arrays hold
     * @param from the first step
     * @param to the step after the last
     */
    Span(CompiledStep step, Steps steps, int origin, int from, int to, Frame frame) {
        this.step = step;
        this.steps = steps;
        this.origin = origin;
        this.from = from;
        this.to = to;
        this.stepwise = stepwise(step, steps);
        this.frames = new Frame[Workers.current().threads()];
        Arrays.setAll(frames, i -> i == 0 ? frame : frame.forThread());
    }

    private int rows() {
        return steps.offset(to) - steps.offset(from);
    }

    private int batch() {
        return to > from ? steps.alive(from) : 0;
    }

    /**
     * Whether to do at each step what could be done for all rows at once: it is still in a cache then. Not where a thread has
     * few rows for all the weights it would have to read at each step.
     */
    static boolean stepwise(CompiledStep step, Steps steps) {
        return steps.batch() >= MANY * Workers.current().threads() && weights(step.before()) <= MOST_STEPWISE;
    }

    /** Elements of all weights that a list of instructions reads. */
    private static long weights(List<Instruction> instructions) {
        long elements = 0;
        for (var instruction : instructions) {
            elements +=
                    instruction instanceof ProductRun run ? run.product().w().size() : 0;
        }
        return elements;
    }

    void forward() {
        if (!stepwise) {
            allRows(step.before());
        }
        if (batch() >= MANY || frames.length == 1) {
            shareOut(bounds(), this::forward);
        } else {
            Workers.current().together(threads(step.loop()), (part, gang) -> {
                for (int t = from; t < to; t++) {
                    if (stepwise) {
                        run(frames[part], step.before(), t, part, gang);
                    }
                    run(frames[part], step.loop(), t, part, gang);
                }
            });
        }
    }

    /** Leaves the gradient of the state that the first step begins with where the steps would look for a later one's. */
    void backward() {
        if (batch() >= MANY || frames.length == 1) {
            shareOut(bounds(), this::backward);
        } else {
            Workers.current().together(threads(step.adjoint()), (part, gang) -> {
                for (int t = to - 1; t >= from; t--) {
                    run(frames[part], step.adjoint(), t, part, gang);
                    if (stepwise) {
                        run(frames[part], step.last(), t, part, gang);
                    }
                    turn(frames[part]);
                }
            });
        }
        if (!stepwise) {
            allRows(step.last());
        }
    }

    /** Work on the rows from {@code first} (inclusive) to {@code last} (exclusive). */
    private interface RowsTask {
        void run(Frame frame, int first, int last);
    }

    /** Does the rows between any two bounds on a thread of their own. */
    private void shareOut(int[] bounds, RowsTask task) {
        Workers.current().split(frames.length, 1, (from, to) -> {
            for (int part = from; part < to; part++) {
                task.run(frames[part], bounds[part], bounds[part + 1]);
            }
        });
    }

    /** Some rows through all steps. */
    private void forward(Frame frame, int first, int last) {
        for (int t = from; t < to && first < Math.min(last, steps.alive(t)); t++) {
            int end = Math.min(last, steps.alive(t));
            move(frame, t);
            if (stepwise) {
                run(frame, step.before(), first, end);
            }
            run(frame, step.loop(), first, end);
        }
    }

    /** Some rows back through all steps. */
    private void backward(Frame frame, int first, int last) {
        for (int t = to - 1; t >= from; t--) {
            int end = Math.min(last, steps.alive(t));
            if (first < end) {
                move(frame, t);
                run(frame, step.adjoint(), first, end);
                if (stepwise) {
                    run(frame, step.last(), first, end);
                }
            }
            turn(frame);
        }
    }

    private void move(Frame frame, int t) {
        int row = steps.offset(t) - steps.offset(origin);
        frame.move(
                step.places(),
                steps.before(t, origin),
                steps.after(t, origin),
                steps.offset(t),
                row,
                stepwise ? 0 : row);
    }

    private static void run(Frame frame, List<Instruction> instructions, int first, int last) {
        for (int i = 0; i < instructions.size(); i++) {
            instructions.get(i).rows(frame, first, last);
        }
    }

    private void run(Frame frame, List<Instruction> instructions, int t, int part, Gang gang) {
        move(frame, t);
        for (int i = 0; i < instructions.size(); i++) {
            instructions.get(i).together(frame, steps.alive(t), part, gang);
        }
    }

    /** What the step has found out about the state it began with is what the step before learns of the one it ended with. */
    private void turn(Frame frame) {
        for (var pair : step.turning()) {
            int after = pair.after().index();
            int before = pair.before().index();
            var array = frame.arrays[after];
            frame.arrays[after] = frame.arrays[before];
            frame.arrays[before] = array;
        }
    }

    /** Rows of about the same number of steps for each thread. */
    private int[] bounds() {
        var bounds = new int[frames.length + 1];
        long all = rows();
        long done = 0;
        int b = 0;
        for (int part = 1; part < frames.length; part++) {
            while (b < batch() && done + length(b) / 2 < all * part / frames.length) {
                done += length(b++);
            }
            int rounded = (b + HALF_TILE / 2) / HALF_TILE * HALF_TILE;
            bounds[part] = steps.even(from, to) ? Math.min(batch(), rounded) : b;
        }
        bounds[frames.length] = batch();
        return bounds;
    }

    /** The number of these steps that a sequence has. */
    private int length(int b) {
        return Math.min(steps.length(b), to) - from;
    }

    private int threads(List<Instruction> instructions) {
        return worthSplitting(instructions, batch()) ? frames.length : 1;
    }

    /** Whether several threads pay for one step. */
    static boolean worthSplitting(List<Instruction> instructions, int rows) {
        return weights(instructions) * rows >= WORTH_SPLITTING;
    }

    private void allRows(List<Instruction> instructions) {
        int rows = rows();
        if (instructions.isEmpty() || rows == 0) {
            return;
        }
        if (rows >= MANY_AT_ONCE) {
            int tiles = (rows + TILE - 1) / TILE;
            var bounds = new int[frames.length + 1];
            Arrays.setAll(bounds, part -> Math.min(rows, tiles * part / frames.length * TILE));
            shareOut(bounds, (frame, first, last) -> {
                move(frame);
                run(frame, instructions, first, last);
            });
        } else {
            Workers.current().together(frames.length, (part, gang) -> {
                move(frames[part]);
                for (var instruction : instructions) {
                    instruction.together(frames[part], rows, part, gang);
                }
            });
        }
    }

    private void move(Frame frame) {
        int row = steps.offset(from) - steps.offset(origin);
        frame.move(step.places(), 0, steps.after(from, origin), steps.offset(from), row, row);
    }
}
