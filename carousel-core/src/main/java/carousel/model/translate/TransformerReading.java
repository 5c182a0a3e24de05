package carousel.model.translate;

import carousel.data.Ids;
import carousel.data.Lengths;
import carousel.decode.Attentive;
import carousel.layer.Sequence;
import carousel.layer.attention.MultiHead;
import carousel.layer.attention.MultiHead.Keyed;
import carousel.tensor.Blocks;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Sources that a {@link Transformer} has read, of which anything can be written. The state holds keys and values of all symbols
 * written so far, so no step computes an earlier one again, and rows can be repeated, left out and reordered. Immutable, safe
 * for many threads.
 */
public final class TransformerReading implements Attentive<TransformerReading.State> {
    private final Transformer model;
    private final Lengths sources;
    private final List<Keyed> seen;

    /**
     * Where some translations stand; a row for each.
     *
     * @param past of each layer what there is to look at of what was written: [R,T·E]
     * @param shown [R,E], what the output layer reads
     * @param asking [R,E], what looked at the source last
     * @param source [R,1], the number of the source
     */
    public record State(List<Keyed> past, Tensor shown, Tensor asking, Tensor source) {}

    private TransformerReading(Transformer model, Lengths sources, List<Keyed> seen) {
        this.model = model;
        this.sources = sources;
        this.seen = seen;
    }

    static TransformerReading of(Transformer model, Ids sources) {
        var seen = Tape.evaluate(() -> model.decoder().keyed(model.encoded(sources)));
        return new TransformerReading(model, sources.lengths(), seen);
    }

    /** Before the first symbol of a translation of each source. */
    @Override
    public State start(int batch) {
        if (batch != sources.batch()) {
            throw new IllegalArgumentException("reading: asked for " + batch + " rows, but read " + sources.batch()
                    + " sources; expected a row for each");
        }
        var ends = new int[batch];
        Arrays.fill(ends, model.end());
        var none = Tensor.zeros(batch, 0);
        return advance(ends, new State(model.decoder().start(batch), none, none, Reading.all(batch)));
    }

    @Override
    public Tensor logits(State state) {
        return model.head().apply(state.shown());
    }

    @Override
    public State advance(int[] symbols, State state) {
        var vectors = model.scaled(model.target().apply(symbols));
        int place = state.past().getFirst().keys().columns() / vectors.columns();
        var x = step(model.positions().added(vectors, place));
        var next = model.decoder().step(x, state.past(), seen, across(state));
        return new State(next.past(), next.rows().rows(), next.asking(), state.source());
    }

    private static Sequence step(Tensor rows) {
        return new Sequence(rows, Lengths.uniform(rows.rows(), 1));
    }

    private Blocks across(State state) {
        var numbers = Reading.numbers(state.source());
        return MultiHead.across(
                sources, Arrays.stream(numbers).map(sources::packed).toArray());
    }

    /** That of the last layer, the mean of its heads. */
    @Override
    public float[][] attention(State state) {
        return Tape.evaluate(() -> new Looked(model.decoder().looked(step(state.asking()), seen, across(state))))
                .weights();
    }

    private record Looked(float[][] weights) {}
}
