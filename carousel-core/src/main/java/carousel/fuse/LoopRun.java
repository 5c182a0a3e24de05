package carousel.fuse;

import carousel.kernel.Gang;
import java.util.List;

/** A compiled loop over the units of a block, for each row. */
final class LoopRun implements Instruction {
    /** Units that a thread does at least: a cache line. */
    private static final int LINE = 16;

    private final LoopShape shape;
    private final FusedLoop loop;
    private final List<Place.At> operands;
    private final int[] strides;
    private final float[] numbers;
    private final int width;

    LoopRun(LoopShape shape, List<Place.At> operands, float[] numbers, int width) {
        this.shape = shape;
        this.loop = LoopClasses.of(shape);
        this.operands = List.copyOf(operands);
        this.strides = operands.stream().mapToInt(at -> at.place().stride()).toArray();
        this.numbers = numbers;
        this.width = width;
    }

    List<Place.At> operands() {
        return operands;
    }

    @Override
    public void rows(Frame frame, int first, int last) {
        units(frame, first, last, 0, width);
    }

    @Override
    public void together(Frame frame, int rows, int part, Gang gang) {
        int lines = (width + LINE - 1) / LINE;
        int from = Math.min(width, lines * part / gang.size() * LINE);
        int to = Math.min(width, lines * (part + 1) / gang.size() * LINE);
        units(frame, 0, rows, from, to);
        gang.await(part);
    }

    private void units(Frame frame, int first, int last, int from, int to) {
        if (first >= last || from >= to) {
            return;
        }
        for (int i = 0; i < strides.length; i++) {
            var at = operands.get(i);
            frame.loopArrays[i] = frame.array(at);
            frame.loopBases[i] = frame.at(at, 0);
        }
        loop.run(frame.loopArrays, frame.loopBases, strides, numbers, first, last, from, to);
    }

    @Override
    public String explain() {
        return "loop    over " + width + " units: " + shape.explain(width);
    }
}
