package carousel.fuse;

import carousel.kernel.Workers;
import carousel.tensor.Adjoint;
import carousel.tensor.Composite;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Two scans that do not depend on each other, such as the directions of a bidirectional layer, as one node on the tape: each
 * goes its way on a thread of its own.
 */
final class PairedScan implements Composite {
    private final CompiledScan first;
    private final CompiledScan second;
    private int firstIn;
    private int firstOut;

    PairedScan(CompiledScan first, CompiledScan second) {
        this.first = first;
        this.second = second;
    }

    List<Tensor[]> apply(Tensor firstRows, List<Tensor> firstState, Tensor secondRows, List<Tensor> secondState) {
        var in = new ArrayList<>(first.inputs(firstRows, firstState));
        firstIn = in.size();
        in.addAll(second.inputs(secondRows, secondState));
        var shapes = new ArrayList<>(first.shapes());
        firstOut = shapes.size();
        shapes.addAll(second.shapes());
        var out = Tensor.applyAll(this, shapes.toArray(int[][]::new), in.toArray(Tensor[]::new));
        return List.of(Arrays.copyOf(out, firstOut), Arrays.copyOfRange(out, firstOut, out.length));
    }

    @Override
    public void forward(Tensor[] in, Tensor[] out) {
        try (var scratch = new Scratch()) {
            forward(in, out, scratch::take);
        }
    }

    @Override
    public void forward(Tensor[] in, Tensor[] out, IntFunction<float[]> buffers) {
        var spans = List.of(
                first.begin(Arrays.copyOf(in, firstIn), Arrays.copyOf(out, firstOut), buffers),
                second.begin(rest(in, firstIn), rest(out, firstOut), buffers));
        both(i -> spans.get(i).forward());
        first.finish(Arrays.copyOf(out, firstOut));
        second.finish(rest(out, firstOut));
    }

    @Override
    public void adjoint(Tensor[] in, Tensor[] out, Adjoint gradient) {
        var secondGradient = gradient.part(firstIn, firstOut);
        var carried = List.of(first.carried(gradient), second.carried(secondGradient));
        var spans = List.of(first.beginAdjoint(carried.get(0)), second.beginAdjoint(carried.get(1)));
        both(i -> spans.get(i).backward());
        // as a tape would: what was computed last goes back first
        second.finishAdjoint(carried.get(1), rest(in, firstIn), secondGradient);
        first.finishAdjoint(carried.get(0), Arrays.copyOf(in, firstIn), gradient);
    }

    private interface Way {
        void go(int i);
    }

    /** Within a split, whatever the ways split runs on their own thread. */
    private static void both(Way way) {
        Workers.current().split(2, 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                way.go(i);
            }
        });
    }

    private static Tensor[] rest(Tensor[] tensors, int from) {
        return Arrays.copyOfRange(tensors, from, tensors.length);
    }
}
