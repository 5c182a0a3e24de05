package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.data.Lengths;
import carousel.kernel.Workers;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.recurrent.cell.CellKind;
import carousel.tensor.Outcome;
import carousel.tensor.Result;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BidirectionalTest {
    private static final int FEATURES = 6;
    private static final Lengths FEW = Lengths.of(7, 3, 0, 1, 30);
    private static final Lengths MANY = Lengths.of(4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 0);

    /** A model and its input, to name all gradients. */
    private record Model(Bidirectional layer, Tensor rows) {}

    private static Model model(CellKind kind, Lengths lengths) {
        var layer = Bidirectional.of(kind.of(FEATURES, 17, Init.seed(1)), kind.of(FEATURES, 9, Init.seed(2)));
        return new Model(layer, Init.seed(3).uniform(1, lengths.rows(), FEATURES));
    }

    private static Supplier<Result<Tensor>> run(Model model, Lengths lengths) {
        return () -> Tape.run(Step.evaluation(), () -> {
            var sequence = new Sequence(model.rows(), lengths);
            var outputs = model.layer().apply(sequence).rows();
            var last = model.layer().last(sequence);
            return Outcome.of(outputs.square().sum().plus(last.sum()), outputs);
        });
    }

    @ParameterizedTest
    @EnumSource(CellKind.class)
    void bothDirectionsTogetherAreEachAlone(CellKind kind) {
        for (var lengths : new Lengths[] {FEW, MANY}) {
            var model = model(kind, lengths);
            var sequence = new Sequence(model.rows(), lengths);
            var outputs = model.layer().apply(sequence).rows();
            var forward = model.layer().forward().apply(sequence).rows();
            var reversed = sequence.map(rows -> rows.gather(lengths.reversal()));
            var backward = model.layer().backward().apply(reversed).rows().gather(lengths.reversal());
            assertThat(outputs.toArray())
                    .isEqualTo(Tensor.concatColumns(forward, backward).toArray());
        }
    }

    @ParameterizedTest
    @EnumSource(CellKind.class)
    void compiledIsEagerForAnyNumberOfThreads(CellKind kind) {
        for (var lengths : new Lengths[] {FEW, MANY}) {
            var model = model(kind, lengths);
            var run = run(model, lengths);
            var eager = Execution.EAGER.call(run);
            for (int threads = 1; threads <= 3; threads++) {
                try (var workers = Workers.of(threads)) {
                    for (var execution : Execution.values()) {
                        SameBits.check(model, eager, workers.call(() -> execution.call(run)));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Merge.class)
    void outputsAreMergedUnitByUnit(Merge merge) {
        var layer = Bidirectional.of(
                        CellKind.LSTM.of(FEATURES, 4, Init.seed(1)), CellKind.RNN.of(FEATURES, 4, Init.seed(2)))
                .withMerge(merge);
        var sequence = new Sequence(Init.seed(3).uniform(1, FEW.rows(), FEATURES), FEW);
        var both = layer.both(sequence);
        var outputs = layer.apply(sequence).rows();
        assertThat(outputs.columns()).isEqualTo(merge == Merge.CONCAT ? 8 : 4);
        for (int r = 0; r < FEW.rows(); r++) {
            float f = both.forward().rows().at(r, 1);
            float b = both.backward().rows().at(r, 1);
            assertThat(outputs.at(r, 1))
                    .isEqualTo(
                            switch (merge) {
                                case CONCAT -> f;
                                case SUM -> f + b;
                                case PRODUCT -> f * b;
                                case MEAN -> (f + b) * 0.5f;
                            });
            if (merge == Merge.CONCAT) {
                assertThat(outputs.at(r, 5)).isEqualTo(b);
            }
        }
        assertThat(layer.last(sequence).columns()).isEqualTo(outputs.columns());
    }

    @Test
    void anOutputDependsOnWhatComesLater() {
        var lengths = Lengths.of(5);
        var model = model(CellKind.LSTM, lengths);
        var other = model.rows().toArray();
        other[4 * FEATURES] += 1;
        var first = model.layer().apply(new Sequence(model.rows(), lengths)).rows();
        var second = model.layer()
                .apply(new Sequence(Tensor.of(other, 5, FEATURES), lengths))
                .rows();
        assertThat(first.at(0, 16)).isEqualTo(second.at(0, 16));
        assertThat(first.at(0, 17)).isNotEqualTo(second.at(0, 17));
    }
}
