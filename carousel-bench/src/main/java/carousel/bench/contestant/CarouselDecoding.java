package carousel.bench.contestant;

import carousel.bench.work.Row;
import carousel.bench.work.Translation;
import carousel.bench.work.Work;
import carousel.decode.Beam;
import carousel.decode.Hypothesis;
import carousel.decode.Request;
import carousel.model.translate.Seq2Seq;
import carousel.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Beam search for the translations of some sources, which are read first. */
record CarouselDecoding(Row row, Seq2Seq model, List<int[]> sources) implements Work {

    static CarouselDecoding of(Row row) {
        var translation = new Translation(row);
        return new CarouselDecoding(row, translation.model(), translation.sources());
    }

    @Override
    public float run() {
        return (float) search().getFirst().logProbability();
    }

    @Override
    public SequencedMap<String, Tensor> results() {
        var symbols = new float[sources.size() * row.steps()];
        var scores = new float[sources.size()];
        var best = search();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) best.get(i).logProbability();
            for (int t = 0; t < row.steps(); t++) {
                symbols[i * row.steps() + t] = best.get(i).symbols()[t];
            }
        }
        var results = new LinkedHashMap<String, Tensor>();
        results.put("symbols", Tensor.of(symbols, scores.length, row.steps()));
        results.put("scores", Tensor.of(scores, scores.length));
        return results;
    }

    /** The best hypothesis of each source. */
    private List<Hypothesis> search() {
        var beam = Beam.of(Translation.BEAM, Translation.END);
        return beam.search(model.read(sources), sources.size(), Request.upTo(row.steps())).stream()
                .map(List::getFirst)
                .toList();
    }
}
