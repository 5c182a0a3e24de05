package carousel.bench.contestant;

import static org.bytedeco.pytorch.global.torch.arange;
import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.embedding;
import static org.bytedeco.pytorch.global.torch.gru_cell;

import carousel.bench.contestant.TorchTranslator.Memory;
import carousel.bench.work.Row;
import carousel.bench.work.Translation;
import carousel.bench.work.Work;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Beam search written with PyTorch's operations, as one finds it: every sentence of the batch has as many rows as the beam is
 * wide, from the first step to the last. Nothing ends early here, so what ended hypotheses would cost is left out.
 */
final class TorchDecoding implements Work {
    private static final int BEAM = Translation.BEAM;

    private final TorchTranslator model;
    private final int batch;
    private final int longest;
    private final Tensor ids;
    private final Tensor lengths;
    private final Tensor padding;
    private final Tensor begin; // the end symbol for each row
    private final Tensor first; // [B,K]: only one hypothesis counts at first
    private final Tensor rows; // [B,1]: the first row of each sentence
    private final Tensor wx;
    private final Tensor wh;
    private final TensorOptional b;
    private final TensorOptional bn;

    /** The best hypothesis of each source. */
    private record Best(Tensor symbols, Tensor scores) {}

    TorchDecoding(Row row) {
        var translation = new Translation(row);
        model = new TorchTranslator(translation);
        batch = row.batch();
        longest = row.steps();
        ids = TorchTranslator.padded(translation.sources());
        lengths = TorchTranslator.lengths(translation.sources());
        padding = TorchTranslator.padding(translation.sources());
        var ends = new long[batch * BEAM];
        Arrays.fill(ends, Translation.END);
        begin = Tensor.create(ends);
        var scores = new float[batch * BEAM];
        Arrays.fill(scores, Float.NEGATIVE_INFINITY);
        for (int s = 0; s < batch; s++) {
            scores[s * BEAM] = 0;
        }
        first = Tensor.create(scores, batch, BEAM);
        rows = arange(new Scalar(0), new Scalar(batch * BEAM), new Scalar(BEAM))
                .to(torch.ScalarType.Long)
                .view(-1, 1);
        var cell = model.writerParameters();
        wx = cell.get("weight_ih_l0");
        wh = cell.get("weight_hh_l0");
        b = new TensorOptional(cell.get("bias_ih_l0"));
        bn = new TensorOptional(cell.get("bias_hh_l0"));
    }

    @Override
    public float run() {
        try (var _ = new PointerScope();
                var _ = new NoGradGuard()) {
            return search().scores().data_ptr_float().get();
        }
    }

    @Override
    public SequencedMap<String, carousel.tensor.Tensor> results() {
        try (var _ = new PointerScope();
                var _ = new NoGradGuard()) {
            var best = search();
            var results = new LinkedHashMap<String, carousel.tensor.Tensor>();
            results.put("symbols", TorchTensors.back(best.symbols().to(torch.ScalarType.Float)));
            results.put("scores", TorchTensors.back(best.scores()));
            return results;
        }
    }

    private Best search() {
        var memory = repeated(model.read(ids, lengths, padding));
        var h = memory.start(); // [BK,H]
        var symbols = begin;
        var scores = first;
        var written = begin.view(-1, 1).narrow(1, 0, 0); // [BK,t]
        for (int t = 0; t < longest; t++) {
            h = gru_cell(embedding(model.weight("target.table"), symbols), h, wx, wh, b, bn);
            var shown = model.shown(h.unsqueeze(1), memory).squeeze(1);
            var total = model.scores(shown).log_softmax(1).add(scores.view(-1, 1)); // [BK,V]
            var best = total.view(batch, -1).topk(BEAM);
            scores = best.get0();
            var from = best.get1()
                    .floor_divide(new Scalar(Translation.SYMBOLS))
                    .add(rows)
                    .view(-1);
            symbols = best.get1().remainder(new Scalar(Translation.SYMBOLS)).view(-1);
            h = h.index_select(0, from);
            written = cat(new TensorVector(written.index_select(0, from), symbols.view(-1, 1)), 1);
        }
        return new Best(written.view(batch, BEAM, longest).select(1, 0), scores.select(1, 0));
    }

    private static Memory repeated(Memory memory) {
        return new Memory(
                TorchTranslator.repeated(memory.values(), BEAM),
                TorchTranslator.repeated(memory.keys(), BEAM),
                TorchTranslator.repeated(memory.padding(), BEAM),
                TorchTranslator.repeated(memory.start(), BEAM));
    }
}
