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

    /** Rows from which what is done for all of them at once is split by rows. */
    private static final int MANY_AT_ONCE = 128;

    /** Rows of a tile. */
    private static final int TILE = 8;

    /** Multiplications and additions of a step from which several threads pay. */
    private static final long WORTH_SPLITTING = 24_000;

    private final CompiledStep step;
    private final Steps steps;
    private final int from;
    private final int to;
    private final Frame[] frames;

    /** @param frame whose arrays hold the rows of these steps */
    Span(CompiledStep step, Steps steps, int from, int to, Frame frame) {
        this.step = step;
        this.steps = steps;
        this.from = from;
        this.to = to;
        this.frames = new Frame[Workers.current().threads()];
        Arrays.setAll(frames, i -> i == 0 ? frame : frame.forThread());
    }

    private int rows() {
        return steps.offset(to) - steps.offset(from);
    }

    private int batch() {
        return to > from ? steps.alive(from) : 0;
    }

    void forward() {
        allRows(step.before());
        if (batch() >= MANY || frames.length == 1) {
            int[] bounds = bounds();
            Workers.current().together(frames.length, (part, gang) -> {
                int first = gang.size() == 1 ? 0 : bounds[part];
                int last = gang.size() == 1 ? batch() : bounds[part + 1];
                for (int t = from; t < to && first < Math.min(last, steps.alive(t)); t++) {
                    run(frames[part], step.loop(), t, first, Math.min(last, steps.alive(t)));
                }
            });
        } else {
            Workers.current().together(threads(step.loop()), (part, gang) -> {
                for (int t = from; t < to; t++) {
                    run(frames[part], step.loop(), t, part, gang);
                }
            });
        }
    }

    /** Leaves the gradient of the state that the first step begins with where the steps would look for a later one's. */
    void backward() {
        if (batch() >= MANY || frames.length == 1) {
            int[] bounds = bounds();
            Workers.current().together(frames.length, (part, gang) -> {
                int first = gang.size() == 1 ? 0 : bounds[part];
                int last = gang.size() == 1 ? batch() : bounds[part + 1];
                for (int t = to - 1; t >= from; t--) {
                    int end = Math.min(last, steps.alive(t));
                    if (first < end) {
                        run(frames[part], step.adjoint(), t, first, end);
                    }
                    turn(frames[part]);
                }
            });
        } else {
            Workers.current().together(threads(step.adjoint()), (part, gang) -> {
                for (int t = to - 1; t >= from; t--) {
                    run(frames[part], step.adjoint(), t, part, gang);
                    turn(frames[part]);
                }
            });
        }
        allRows(step.last());
    }

    private void move(Frame frame, int t) {
        int row = steps.offset(t) - steps.offset(from);
        int before = t == from ? 0 : batch() + steps.offset(t - 1) - steps.offset(from);
        frame.move(step.places(), before, batch() + row, steps.offset(t), row);
    }

    private void run(Frame frame, List<Instruction> instructions, int t, int first, int last) {
        move(frame, t);
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
        var places = step.places();
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i).role() == Place.Role.GRADIENT_AFTER) {
                int other = before(places.get(i).position());
                var array = frame.arrays[i];
                frame.arrays[i] = frame.arrays[other];
                frame.arrays[other] = array;
            }
        }
    }

    private int before(int position) {
        for (var place : step.places()) {
            if (place.role() == Place.Role.GRADIENT_BEFORE && place.position() == position) {
                return place.index();
            }
        }
        throw new IllegalStateException("no gradient of state " + position);
    }

    /** Rows of about the same number of steps for each thread. */
    private int[] bounds() {
        var bounds = new int[frames.length + 1];
        long all = rows();
        long done = 0;
        int b = 0;
        for (int part = 1; part < frames.length; part++) {
            while (b < batch() && done + steps.length(b, from, to) / 2 < all * part / frames.length) {
                done += steps.length(b, from, to);
                b++;
            }
            int rounded = (b + TILE / 2) / TILE * TILE;
            bounds[part] = steps.even(from, to) ? Math.min(batch(), rounded) : b;
        }
        bounds[frames.length] = batch();
        return bounds;
    }

    private int threads(List<Instruction> instructions) {
        long work = instructions.stream()
                .mapToLong(i -> i instanceof ProductRun run ? run.product().w().size() : 0)
                .sum();
        return work * batch() < WORTH_SPLITTING ? 1 : frames.length;
    }

    private void allRows(List<Instruction> instructions) {
        int rows = rows();
        if (instructions.isEmpty() || rows == 0) {
            return;
        }
        boolean byRows = rows >= MANY_AT_ONCE;
        Workers.current().together(frames.length, (part, gang) -> {
            var frame = frames[part];
            frame.move(step.places(), 0, batch(), steps.offset(from), 0);
            int tiles = (rows + TILE - 1) / TILE;
            int first = Math.min(rows, tiles * part / gang.size() * TILE);
            int last = Math.min(rows, tiles * (part + 1) / gang.size() * TILE);
            for (var instruction : instructions) {
                if (gang.size() == 1 || byRows) {
                    instruction.rows(frame, first, last);
                } else {
                    instruction.together(frame, rows, part, gang);
                }
            }
        });
    }
}
