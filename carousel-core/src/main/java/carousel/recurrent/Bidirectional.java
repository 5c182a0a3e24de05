package carousel.recurrent;

import carousel.fuse.FusedStep;
import carousel.layer.Sequence;
import carousel.tensor.Tensor;

/**
 * Two layers, one of which reads each sequence from its end to its beginning (Schuster, Paliwal 1997). Every sequence is
 * turned round by its own length. Not causal: an output depends on what comes later, so there is no step by step.
 *
 * <p>x [N,F], output [N,2H], the forward layer's columns first. Immutable, safe for many threads.
 *
 * <pre>
 * var tagger = Bidirectional.of(Lstm.of(64, 128, init), Lstm.of(64, 128, init));
 * var outputs = tagger.apply(sequence);
 * </pre>
 *
 * @param forward reads from the beginning
 * @param backward reads from the end
 */
public record Bidirectional(Recurrent forward, Recurrent backward) {
    /** Sequences from which each direction alone keeps all threads busy. */
    private static final int MANY = 16;

    public static Bidirectional of(Cell<?> forward, Cell<?> backward) {
        return new Bidirectional(Recurrent.of(forward), Recurrent.of(backward));
    }

    /** The outputs of both directions side by side, each row at the step it belongs to. */
    public Sequence apply(Sequence sequence) {
        var scans = scans(sequence);
        var back = scans.backward().outputs().rows().gather(sequence.lengths().reversal());
        return new Sequence(Tensor.concatColumns(scans.forward().outputs().rows(), back), sequence.lengths());
    }

    /** What each direction shows after its own last step, in packed order: [B,2H]. */
    public Tensor last(Sequence sequence) {
        var scans = scans(sequence);
        return Tensor.concatColumns(
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
