package carousel.model.translate;

import carousel.data.Ids;
import carousel.decode.Request;
import carousel.decode.Search;
import carousel.diagnose.Diagnosis;
import carousel.diagnose.Looks;
import carousel.diagnose.Probe;
import carousel.diagnose.TranslationDiagnosis;
import carousel.layer.Embedding;
import carousel.tensor.Outcome;
import carousel.tensor.Smoothing;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;

/** What translators make of their sources, on pairs of sentences. Safe for many threads. */
public final class TranslatorMemories {
    private static final int PLACES = 50;

    private TranslatorMemories() {}

    /**
     * Of a translator, on pairs whose sources have one length: the most frequent one of two symbols or more.
     *
     * @param pairs of sentences
     * @param search how it writes
     * @param most pairs that are looked at
     */
    public static TranslationDiagnosis of(Translator translator, Bitext pairs, Search search, int most) {
        var some = alike(pairs, most);
        if (!(translator.model() instanceof Seq2Seq model)) {
            throw new IllegalArgumentException("diagnosis: a transformer has no states; expected --model rnn");
        }
        var ids = Ids.pack(some.sources().toArray(int[][]::new));
        var input = Tape.evaluate(() -> model.source().apply(ids).map(Tensor::detached));
        var layers = Probe.of(model.encoder(), input).layers();
        var looks = new Looks.Sum();
        long cut = 0;
        long written = 0;
        var request = Request.upTo(translator.longest());
        for (var found : search.search(model.read(some.sources()), some.size(), request)) {
            var best = found.getFirst();
            int symbols = best.symbols().length;
            looks.add(
                    Arrays.copyOf(best.attention(), Math.min(symbols, best.attention().length))); // not that of the end
            written += symbols;
            cut += best.ended() ? 0 : 1;
        }
        return new TranslationDiagnosis(
                Diagnosis.of(gradient(model, some), layers),
                looks.isEmpty() ? List.of() : List.of(looks.mean()),
                FreeRunning.of(model, some, PLACES),
                written / (double) Math.max(1, some.symbols() - some.size()),
                cut / (double) some.size());
    }

    private static Bitext alike(Bitext pairs, int most) {
        var byLength = new LinkedHashMap<Integer, List<Integer>>();
        for (int i = 0; i < pairs.size(); i++) {
            if (pairs.sources().get(i).length > 1) {
                byLength.computeIfAbsent(pairs.sources().get(i).length, n -> new ArrayList<>())
                        .add(i);
            }
        }
        var numbers = byLength.values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElseThrow(() -> new IllegalArgumentException(
                        "diagnosis: no source of two symbols or more; expected one at least"));
        var some = numbers.subList(0, Math.min(most, numbers.size()));
        return new Bitext(
                some.stream().map(pairs.sources()::get).toList(),
                some.stream().map(pairs.targets()::get).toList());
    }

    /** Each symbol of each sentence gets a vector of its own, whose gradient is asked for. */
    private static double[] gradient(Seq2Seq model, Bitext pairs) {
        int steps = pairs.sources().getFirst().length;
        var end = IntStream.of(model.copies() ? model.emission().likeness().sourceEnd() : 0);
        var all = IntStream.concat(pairs.sources().stream().flatMapToInt(Arrays::stream), end)
                .toArray();
        var vectors = Tensor.weight(
                model.source().apply(all).toArray(), all.length, model.source().features());
        var places = IntStream.range(0, pairs.size())
                .mapToObj(i -> IntStream.range(i * steps, (i + 1) * steps).toArray())
                .toList();
        var probed = new Seq2Seq(
                new Embedding(vectors),
                model.target(),
                model.input(),
                model.reading(),
                model.encoder(),
                model.decoder(),
                model.output(),
                model.emission().renumbered(all),
                model.end());
        var batch = Parallel.of(model.end(), places, pairs.targets());
        try (var gradients = Tape.run(
                        Step.evaluation(),
                        () -> Outcome.of(probed.loss(batch, Smoothing.NONE).times(batch.symbols())))
                .gradients()) {
            return byDistance(gradients.of(vectors).rows(0, pairs.size() * steps), steps);
        }
    }

    private static double[] byDistance(Tensor gradient, int steps) {
        var squares = new double[steps];
        for (int row = 0; row < gradient.rows(); row++) {
            for (int f = 0; f < gradient.columns(); f++) {
                squares[steps - 1 - row % steps] += (double) gradient.at(row, f) * gradient.at(row, f);
            }
        }
        return Arrays.stream(squares)
                .map(sum -> Math.sqrt(sum * steps / gradient.rows()))
                .toArray();
    }
}
