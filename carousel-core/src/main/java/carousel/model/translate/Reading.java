package carousel.model.translate;

import carousel.decode.Attentive;
import carousel.layer.attention.View;
import carousel.model.decoder.Coupling;
import carousel.model.decoder.Decoder;
import carousel.model.decoder.Emission;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sources that have been read, of which anything can be written: what {@link carousel.decode.Beam} and others ask for scores.
 * The state knows which source each row is about, so rows can be repeated, left out and reordered. Immutable, safe for many
 * threads.
 */
public final class Reading implements Attentive<Reading.State> {
    private final Seq2Seq model;
    private final Decoder.State start;
    private final View view;
    private final List<int[]> copies;

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
        this.copies = start.copies();
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
        var ends = new int[batch];
        Arrays.fill(ends, model.end());
        return advance(ends, new State(start, all(batch)));
    }

    /** Each source once: [B,1]. */
    static Tensor all(int batch) {
        var numbers = new float[batch];
        for (int r = 0; r < batch; r++) {
            numbers[r] = r;
        }
        return Tensor.of(numbers, batch, 1);
    }

    @Override
    public Tensor logits(State state) {
        var decoder = decoder(state);
        var sources = copies.isEmpty()
                ? copies
                : IntStream.of(numbers(state.source())).mapToObj(copies::get).toList();
        return model.emission()
                .logits(new Emission.Come(decoder.shown(), decoder.past().last(), sources));
    }

    @Override
    public State advance(int[] symbols, State state) {
        var looking = view.looking(numbers(state.source()));
        var next = model.decoder().step(model.target(), symbols, decoder(state), looking);
        return new State(next, state.source());
    }

    @Override
    public float[][] attention(State state) {
        var numbers = numbers(state.source());
        if (!(model.decoder().coupling() instanceof Coupling.Attentive)) {
            return new float[numbers.length][0];
        }
        var last = decoder(state).past().last().toArray();
        int width = view.longest();
        int ends = model.emission() instanceof Emission.Pointed ? 1 : 0; // which no source has
        var weights = new float[numbers.length][];
        Arrays.setAll(
                weights,
                r -> Arrays.copyOfRange(
                        last, r * width, r * width + view.pairs().length(numbers[r]) - ends));
        return weights;
    }

    private static Decoder.State decoder(State state) {
        return (Decoder.State) state.decoder();
    }

    /** The sources by number. */
    static int[] numbers(Tensor source) {
        var values = source.toArray();
        var numbers = new int[values.length];
        Arrays.setAll(numbers, r -> (int) values[r]);
        return numbers;
    }
}
