package carousel.model.translate;

import carousel.decode.Attentive;
import carousel.layer.attention.View;
import carousel.tensor.Tensor;
import java.util.Arrays;

/**
 * Sources that have been read, of which anything can be written: what {@link carousel.decode.Beam} and others ask for scores.
 * The state knows which source each row is about, so rows can be repeated, left out and reordered. Immutable, safe for many
 * threads.
 */
public final class Reading implements Attentive<Reading.State> {
    private final Seq2Seq model;
    private final Decoder.State start;
    private final View view;

    /**
     * Where some translations stand; a row for each.
     *
     * @param decoder what the decoder remembers
     * @param source [R,1], the number of the source
     */
    public record State(Record decoder, Tensor source) {}

    Reading(Seq2Seq model, Seq2Seq.Start start) {
        this.model = model;
        this.start = start.state();
        this.view = start.view();
    }

    /** How many sources were read. */
    public int sources() {
        return view.pairs().rows();
    }

    /** Before the first symbol of a translation of each source. */
    @Override
    public State start(int batch) {
        if (batch != sources()) {
            throw new IllegalArgumentException("reading: asked for " + batch + " rows, but read " + sources()
                    + " sources; expected a row for each");
        }
        var numbers = new float[batch];
        var ends = new int[batch];
        Arrays.setAll(ends, r -> {
            numbers[r] = r;
            return model.end();
        });
        return advance(ends, new State(start, Tensor.of(numbers, batch, 1)));
    }

    @Override
    public Tensor logits(State state) {
        return model.head().apply(decoder(state).shown());
    }

    @Override
    public State advance(int[] symbols, State state) {
        var vectors = model.target().apply(symbols);
        var next = model.decoder().step(vectors, decoder(state), view.looking(numbers(state)));
        return new State(next, state.source());
    }

    @Override
    public float[][] attention(State state) {
        var numbers = numbers(state);
        if (!(model.decoder().coupling() instanceof Coupling.Attentive)) {
            return new float[numbers.length][0];
        }
        var last = decoder(state).past().last().toArray();
        int width = view.longest();
        var weights = new float[numbers.length][];
        Arrays.setAll(
                weights,
                r -> Arrays.copyOfRange(
                        last, r * width, r * width + view.pairs().length(numbers[r])));
        return weights;
    }

    private static Decoder.State decoder(State state) {
        return (Decoder.State) state.decoder();
    }

    private static int[] numbers(State state) {
        var values = state.source().toArray();
        var numbers = new int[values.length];
        Arrays.setAll(numbers, r -> (int) values[r]);
        return numbers;
    }
}
