package carousel.model.translate;

import carousel.decode.Attentive;
import carousel.diagnose.Exposure;
import carousel.tensor.Tape;
import carousel.tensor.Tree;
import java.util.stream.IntStream;

/** Translators that read what they say themselves beside those that read what they should have said. Safe for many threads. */
public final class FreeRunning {
    private static final int TOGETHER = 64;

    private FreeRunning() {}

    /** Of the first places of each pair, as many as given or as there are. */
    public static Exposure of(TranslationModel model, Bitext pairs, int places) {
        int longest = pairs.targets().stream()
                .mapToInt(target -> target.length + 1)
                .max()
                .orElse(0);
        int most = Math.min(places, longest);
        var exposure = new Exposure(new long[most], new long[most], new long[most]);
        for (var some : Bitext.batches(pairs.targets(), TOGETHER)) {
            var batch = Parallel.of(
                    model.end(),
                    IntStream.of(some).mapToObj(pairs.sources()::get).toList(),
                    IntStream.of(some).mapToObj(pairs.targets()::get).toList());
            add(exposure, model.read(batch.sourcesOfTargets()), batch);
        }
        return exposure;
    }

    private static <S> void add(Exposure exposure, Attentive<S> reading, Parallel batch) {
        var start = Tape.evaluate(() -> reading.start(batch.source().lengths().batch()));
        var lengths = batch.targets().lengths();
        for (int t = 0; t < Math.min(exposure.places().length, lengths.steps()); t++) {
            exposure.places()[t] += lengths.alive(t);
        }
        count(reading, start, batch, exposure.given(), (said, right) -> right);
        count(reading, start, batch, exposure.own(), (said, right) -> said);
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
