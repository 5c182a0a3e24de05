package carousel.bench.work;

import carousel.layer.Init;
import carousel.model.translate.Seq2Seq;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a row of translations computes: a model of the shape of {@code recipes/translate-multi30k-de-en.json} without dropout,
 * and sentences of about the lengths that this corpus has in pieces of words. Immutable.
 *
 * @param row whose values everything is drawn from
 */
public record Translation(Row row) {
    /** V, of either side. */
    public static final int SYMBOLS = 8000;

    /** The symbol before and behind a translation. */
    public static final int END = 1;

    /** F, the size of a symbol's vector. */
    public static final int FEATURES = 256;

    /** Hypotheses of each source. */
    public static final int BEAM = 5;

    /** Batches out of which one of similar lengths is taken. */
    private static final int POOL = 8;

    /** Nothing is written shorter than asked for, so that all searches have the same steps. */
    private static final float NEVER = -30;

    /** The name of the bias of the output layer. */
    public static final String HEAD_BIAS = "emission.head.b";

    /** A sentence and its translation. */
    private record Pair(int[] source, int... target) {}

    /** The model: bidirectional GRU, additive attention, a GRU that is not told what is seen, tied output table. */
    public Seq2Seq model() {
        var settings = Seq2Seq.Settings.presets()
                .with("cell", "gru")
                .with("hidden", row.hidden())
                .with("embedding", FEATURES)
                .with("bidirectional", true)
                .with("tied", "output");
        var model = Seq2Seq.of(settings, SYMBOLS, SYMBOLS, END, Init.seed(1));
        if (row.pass() == Pass.TRAINING) {
            return model;
        }
        var bias = new float[SYMBOLS];
        bias[END] = NEVER;
        return Tree.replace(model, Map.of(HEAD_BIAS, Tensor.weight(bias, SYMBOLS)));
    }

    public List<int[]> sources() {
        return pairs().stream().map(Pair::source).toList();
    }

    /** Of each source. */
    public List<int[]> targets() {
        return pairs().stream().map(Pair::target).toList();
    }

    /** In the middle of many by the lengths of the translations, as a trainer has them in its batches. */
    private List<Pair> pairs() {
        int batch = row.batch();
        var draw = row.draw("pairs");
        return IntStream.range(0, POOL * batch)
                .mapToObj(i -> pair(draw))
                .sorted(Comparator.comparingInt(pair -> pair.target().length))
                .skip((long) POOL / 2 * batch)
                .limit(batch)
                .toList();
    }

    /** 13 symbols of a translation in the mean, the source up to 3 shorter or longer. */
    private static Pair pair(Draw draw) {
        int target = 4 + Arrays.stream(draw.integers(3, 0, 7)).sum();
        int source = target + draw.integers(1, -3, 4)[0];
        return new Pair(draw.integers(source, END + 1, SYMBOLS), draw.integers(target, END + 1, SYMBOLS));
    }

    /** Symbols that are said in an iteration, the ends included. */
    int tokens() {
        return row.pass() == Pass.TRAINING
                ? targets().stream().mapToInt(target -> target.length + 1).sum()
                : row.batch() * row.steps();
    }

    /** Of the products with weights. */
    double operations() {
        double h = row.hidden();
        double read = 2 * (FEATURES + h) * 3 * h + 2 * h * h; // both directions, and the keys
        double written = (FEATURES + h) * 3 * h + h * h + 3 * h * FEATURES + (double) FEATURES * SYMBOLS;
        double source = sources().stream().mapToInt(sentence -> sentence.length).sum();
        return row.pass() == Pass.TRAINING
                ? 6 * (source * read + tokens() * written)
                : 2 * (source * read + (double) BEAM * tokens() * written);
    }
}
