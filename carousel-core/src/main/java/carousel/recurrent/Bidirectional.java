package carousel.recurrent;

import carousel.fuse.FusedStep;
import carousel.layer.Sequence;
import carousel.layer.SequenceLayer;
import carousel.tensor.Tensor;

/**
 * Two layers, one of which reads each sequence from its end to its beginning (Schuster, Paliwal 1997). Every sequence is
 * turned round by its own length. Not causal: an output depends on what comes later, so there is no step by step.
 *
 * <p>x [N,F], output as {@link Merge} says. Immutable, safe for many threads.
 *
 * <pre>
 * var tagger = Bidirectional.of(Lstm.of(64, 128, init), Lstm.of(64, 128, init));
 * var outputs = tagger.apply(sequence);
 * </pre>
 *
 * @param forward reads from the beginning
 * @param backward reads from the end
 * @param merge how their outputs become one
 */
public record Bidirectional(Recurrent forward, Recurrent backward, Merge merge) implements SequenceLayer {
    /** Sequences from which each direction alone keeps all threads busy. */
    private static final int MANY = 16;

    /** Both outputs side by side. */
    public static Bidirectional of(Cell<?> forward, Cell<?> backward) {
        return new Bidirectional(Recurrent.of(forward), Recurrent.of(backward), Merge.CONCAT);
    }

    /** The same layers with their outputs merged in another way. */
    public Bidirectional withMerge(Merge merge) {
        return new Bidirectional(forward, backward, merge);
    }

    /** The columns of the merged outputs. */
    public int width() {
        return merge.width(forward.output(forward.start(1)).columns());
    }

    /** The outputs of both directions, each row at the step it belongs to. */
    public record Both(Sequence forward, Sequence backward) {}

    /** Both outputs merged, each row at the step it belongs to. */
    @Override
    public Sequence apply(Sequence sequence) {
        return merged(both(sequence));
    }

    private Sequence merged(Both both) {
        return both.forward().map(rows -> merge.of(rows, both.backward().rows()));
    }

    /** Both outputs as they are. */
    public Both both(Sequence sequence) {
        return both(scans(sequence));
    }

    private static Both both(Scans scans) {
        var backward = scans.backward().outputs();
        var reversal = backward.lengths().reversal();
        return new Both(scans.forward().outputs(), backward.map(rows -> rows.gather(reversal)));
    }

    @Override
    public Read read(Sequence sequence) {
        var scans = scans(sequence);
        return new Read(merged(both(scans)), last(scans));
    }

    /** What both directions show after their own last steps, merged, in packed order. */
    @Override
    public Tensor last(Sequence sequence) {
        return last(scans(sequence));
    }

    private Tensor last(Scans scans) {
        return merge.of(
                forward.output(scans.forward().last()),
                backward.output(scans.backward().last()));
    }

    private record Scans(Causal.Scan forward, Causal.Scan backward) {}

    private Scans scans(Sequence sequence) {
        var lengths = sequence.lengths();
        var reversed = sequence.map(rows -> rows.gather(lengths.reversal()));
        var start = forward.start(lengths.batch());
        var end = backward.start(lengths.batch());
        if (lengths.batch() < MANY && Execution.current() == Execution.COMPILED) {
            int features = sequence.rows().columns();
            var one = forward.fused(features);
            var other = backward.fused(features);
            if (one.isPresent() && other.isPresent()) {
                var out = FusedStep.scanBoth(
                        one.get(),
                        sequence.rows(),
                        Recurrent.leaves(start),
                        other.get(),
                        reversed.rows(),
                        Recurrent.leaves(end),
                        Recurrent.steps(lengths));
                return new Scans(Recurrent.scan(out.get(0), lengths, start), Recurrent.scan(out.get(1), lengths, end));
            }
        }
        return new Scans(forward.scan(sequence, start), backward.scan(reversed, end));
    }
}
