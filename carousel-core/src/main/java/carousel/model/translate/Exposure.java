package carousel.model.translate;

import carousel.decode.Attentive;
import carousel.tensor.Tape;
import carousel.tensor.Tree;
import java.util.stream.IntStream;

/**
 * What a model makes of its own mistakes (Bengio, Vinyals, Jaitly, Shazeer 2015; Ranzato et al. 2016): how often its most
 * probable symbol is right at each place of a translation when all symbols before it were given, and when they were its own.
 * Where the second falls behind the first from place to place, a model that has only ever read right symbols does not know
 * what to do after a wrong one. Immutable as long as nobody writes into the arrays.
 *
 * @param places how many translations have such a place, the end included
 * @param given how often the symbol there is right after the right ones
 * @param own and after the model's own
 */
public record Exposure(long[] places, long[] given, long[] own) {
    private static final int TOGETHER = 64;

    /** Of the first places of each pair. */
    public static Exposure of(TranslationModel model, Bitext pairs, int most) {
        var exposure = new Exposure(new long[most], new long[most], new long[most]);
        for (var some : Bitext.batches(pairs.targets(), TOGETHER)) {
            var batch = Parallel.of(
                    model.end(),
                    IntStream.of(some).mapToObj(pairs.sources()::get).toList(),
                    IntStream.of(some).mapToObj(pairs.targets()::get).toList());
            exposure.add(model.read(batch.sourcesOfTargets()), batch);
        }
        return exposure;
    }

    private <S> void add(Attentive<S> reading, Parallel batch) {
        var start = Tape.evaluate(() -> reading.start(batch.source().lengths().batch()));
        var lengths = batch.targets().lengths();
        for (int t = 0; t < Math.min(places.length, lengths.steps()); t++) {
            places[t] += lengths.alive(t);
        }
        count(reading, start, batch, given, (said, right) -> right);
        count(reading, start, batch, own, (said, right) -> said);
    }

    /** Which symbol is read next. */
    private interface Next {
        int of(int said, int right);
    }

    private static <S> void count(Attentive<S> reading, S start, Parallel batch, long[] counts, Next next) {
        var lengths = batch.targets().lengths();
        var state = start;
        for (int t = 0; t < Math.min(counts.length, lengths.steps()); t++) {
            int alive = lengths.alive(t);
            var before = Tree.map(state, tensor -> tensor.rows(0, alive));
            var logits = Tape.evaluate(() -> reading.logits(before)).toArray();
            var read = new int[alive];
            for (int b = 0; b < alive; b++) {
                int right = batch.targets().values()[lengths.row(b, t)];
                int said = largest(logits, b * (logits.length / alive), logits.length / alive);
                counts[t] += said == right ? 1 : 0;
                read[b] = next.of(said, right);
            }
            state = Tape.evaluate(() -> reading.advance(read, before));
        }
    }

    private static int largest(float[] values, int from, int count) {
        int best = from;
        for (int i = from; i < from + count; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best - from;
    }
}
