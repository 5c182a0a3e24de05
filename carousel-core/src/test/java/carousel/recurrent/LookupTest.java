package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.data.Ids;
import carousel.kernel.Workers;
import carousel.layer.Embedding;
import carousel.layer.Init;
import carousel.recurrent.cell.Gru;
import carousel.recurrent.cell.Lstm;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import java.util.List;
import java.util.Random;
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
}
