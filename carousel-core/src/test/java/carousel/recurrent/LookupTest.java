package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.data.Ids;
import carousel.kernel.Precision;
import carousel.kernel.Workers;
import carousel.layer.Embedding;
import carousel.layer.Init;
import carousel.recurrent.cell.Gru;
import carousel.recurrent.cell.Lstm;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tree;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Symbols as input: products of a small table instead of products of its rows, with the same bits. */
class LookupTest {
    private record Model(Embedding embedding, Stacked layers) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 400})
    void lookingUpProductsIsMultiplyingRows(int symbols) {
        var model = new Model(
                Embedding.of(symbols, 12, Init.seed(5)),
                Stacked.of(
                        List.of(
                                Recurrent.of(Lstm.of(12, 33, Init.seed(1))),
                                Recurrent.of(Gru.of(33, 20, Init.seed(2)))),
                        0f));
        for (int batch : new int[] {1, 4, 40}) {
            var random = new Random(batch);
            var sequences = new int[batch][];
            for (int b = 0; b < batch; b++) {
                sequences[b] = random.ints(random.nextInt(20), 0, symbols).toArray();
            }
            check(model, Ids.pack(sequences));
        }
    }

    private static void check(Model model, Ids ids) {
        int batch = ids.lengths().batch();
        var looked = Tape.run(Step.evaluation(), () -> {
            var scan =
                    model.layers().scan(model.embedding(), ids, model.layers().start(batch));
            return Outcome.of(
                    scan.outputs().rows().square().sum(), scan.outputs().rows());
        });
        var multiplied = Execution.EAGER.call(() -> Tape.run(Step.evaluation(), () -> {
            var rows = model.embedding().apply(ids);
            var scan = model.layers().scan(rows, model.layers().start(batch));
            return Outcome.of(
                    scan.outputs().rows().square().sum(), scan.outputs().rows());
        }));
        SameBits.check(model, multiplied, looked);
        try (var workers = Workers.of(3)) {
            var evaluated = workers.call(() -> Tape.evaluate(() -> model.layers()
                    .scan(model.embedding(), ids, model.layers().start(batch))
                    .outputs()
                    .rows()));
            assertThat(evaluated.toArray()).isEqualTo(looked.kept().toArray());
        }
    }

    @Test
    void stepsThatReadSymbolsAreStepsThatReadTheirVectors() {
        var embedding = Embedding.of(30, 12, Init.seed(5));
        var other = Embedding.of(30, 12, Init.seed(6));
        var gru = Gru.of(12, 20, Init.seed(2));
        var layers = Stacked.of(List.of(Recurrent.of(gru), Recurrent.of(Lstm.of(20, 9, Init.seed(1)))), 0f);
        for (int round = 0; round < 3; round++) {
            steps(layers, embedding, round);
            steps(layers, other, round);
            Precision.BF16.call(() -> steps(layers, embedding, 7));
            gru.wx().change((values, from, to) -> values[from] += 0.5f);
            embedding.table().change((values, from, to) -> values[from + 40] -= 1f);
        }
    }

    /** Symbols that come for the first time, again, and twice in a step. */
    private static boolean steps(Stacked layers, Embedding embedding, int seed) {
        var random = new Random(seed);
        for (int rows : new int[] {1, 5, 40}) {
            var looked = layers.start(rows);
            var multiplied = layers.start(rows);
            for (int t = 0; t < 6; t++) {
                var symbols = random.ints(rows, 0, 8 + 4 * t).toArray();
                looked = layers.step(embedding, symbols, looked);
                multiplied = layers.step(embedding.apply(symbols), multiplied);
                for (int i = 0; i < 3; i++) {
                    assertThat(Tree.leaves(looked).get(i).toArray())
                            .isEqualTo(Tree.leaves(multiplied).get(i).toArray());
                }
            }
        }
        return true;
    }
}
