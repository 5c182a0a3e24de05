package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.layer.Dense;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.loss.SquaredError;
import carousel.optim.Adam;
import carousel.optim.Optimizer;
import carousel.recurrent.cell.CellKind;
import carousel.recurrent.cell.Rnn;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RealTimeTest {
    private static final int STEPS = 12;
    private static final int HIDDEN = 4;
    private final Dense head = Dense.of(HIDDEN, 2, Init.seed(5));
    private final Sequence input = CellContract.input(STEPS);
    private final Tensor answers = Init.seed(6).uniform(1, STEPS, 2).detached();

    @ParameterizedTest
    @EnumSource(CellKind.class)
    void itsGradientsAreThoseOfBackPropagationThroughTime(CellKind kind) {
        var cell = CellContract.randomised(kind.of(CellContract.FEATURES, HIDDEN, Init.seed(1)), 4);
        var sums = sums(cell);
        try (var all = Tape.run(Step.evaluation(), () -> {
                    var rows = Recurrent.of(cell).apply(input).rows();
                    return Outcome.of(
                            SquaredError.mean(head.apply(rows), answers).times(STEPS));
                })
                .gradients()) {
            for (var model : new Record[] {head, (Record) cell}) {
                Tree.flatten(model)
                        .forEach((name, weight) -> close(
                                kind + " " + name,
                                sums.get(weight).toArray(),
                                all.of(weight).toArray()));
            }
        }
    }

    private <S extends Record> Map<Tensor, Tensor> sums(Cell<S> cell) {
        var learner = RealTime.of(cell);
        var sums = new LinkedHashMap<Tensor, Tensor>();
        for (int t = 0; t < STEPS; t++) {
            int step = t;
            var learned =
                    learner.step(input.step(t), h -> SquaredError.mean(head.apply(h), answers.rows(step, step + 1)));
            try (var gradients = learned.gradients()) {
                gradients.weights().forEach(weight -> sums.merge(weight, gradients.of(weight), Tensor::plus));
            }
        }
        return sums;
    }

    private static void close(String name, float[] sum, float[] all) {
        float largest = 0;
        for (float value : all) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < all.length; i++) {
            assertThat(sum[i]).as("%s[%d]", name, i).isCloseTo(all[i], within(2e-5f * Math.max(largest, 1e-2f)));
        }
    }

    /** A loss that uses a weight of the cell once more, such as a penalty on it. */
    @Test
    void aWeightThatTheLossUsesTooHasBothGradients() {
        var cell = CellContract.randomised(Rnn.of(CellContract.FEATURES, HIDDEN, Rnn.Activation.TANH, Init.seed(1)), 4);
        var plain = RealTime.of(cell).step(input.step(0), Tensor::sum).gradients();
        var penalised = RealTime.of(cell)
                .step(input.step(0), h -> h.sum().plus(cell.wx().sum()))
                .gradients();
        assertThat(penalised.of(cell.wx()).toArray())
                .isEqualTo(plain.of(cell.wx()).plus(1f).toArray());
        assertThat(penalised.of(cell.wh()).toArray())
                .isEqualTo(plain.of(cell.wh()).toArray());
    }

    @Test
    void onlyOneSequenceCanBeLearned() {
        var learner = RealTime.of(Rnn.of(2, HIDDEN, Rnn.Activation.TANH, Init.seed(1)));
        assertThatThrownBy(() -> learner.step(Tensor.zeros(3, 2), Tensor::sum)).hasMessageContaining("3 rows");
    }

    /** The input of two steps before, learned step by step from one endless sequence. */
    @Test
    void learnsWhileItReadsWithoutRememberingWhatItRead() {
        record Model(Rnn cell, Dense head) {}
        var model = new Model(Rnn.of(1, 6, Rnn.Activation.TANH, Init.seed(1)), Dense.of(6, 1, Init.seed(2)));
        var learner = RealTime.of(model.cell);
        var optimizer = Optimizer.of(Adam.rate(0.01f));
        var random = new Random(1);
        var past = new float[3];
        double recent = 1;
        for (int t = 0; t < 6000; t++) {
            System.arraycopy(past, 0, past, 1, 2);
            past[0] = random.nextBoolean() ? 1 : -1;
            var learned = learner.step(
                    Tensor.of(new float[] {past[0]}, 1, 1),
                    h -> SquaredError.mean(model.head.apply(h), Tensor.of(new float[] {past[2]}, 1, 1)));
            try (var gradients = learned.gradients()) {
                optimizer.update(model, gradients);
            }
            recent = 0.99 * recent + 0.01 * learned.loss();
        }
        assertThat(recent).isLessThan(0.1);
    }

    @Test
    void aMatrixOutsideAProductIsRefused() {
        record Scaled(Tensor w) implements Cell<Rnn.State> {
            @Override
            public Rnn.State start(int batch) {
                return new Rnn.State(Tensor.zeros(batch, 2));
            }

            @Override
            public Rnn.State step(Tensor x, Rnn.State s) {
                return new Rnn.State(x.times(w).plus(s.h()));
            }

            @Override
            public Tensor output(Rnn.State s) {
                return s.h();
            }
        }
        var learner = RealTime.of(new Scaled(Tensor.weight(new float[] {1, 2}, 1, 2)));
        assertThatThrownBy(() -> learner.step(Tensor.of(new float[] {1, 2}, 1, 2), Tensor::sum))
                .hasMessageContaining("products alone");
    }
}
