package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.layer.Init;
import carousel.layer.Memory;
import carousel.recurrent.cell.CellKind;
import carousel.recurrent.cell.Highway;
import carousel.recurrent.cell.Residual;
import carousel.recurrent.cell.TimeDelay;
import carousel.tensor.Oracle;
import carousel.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellContractTest {

    @ParameterizedTest
    @EnumSource(CellKind.class)
    void everyBuiltInCellObeysTheLaws(CellKind kind) {
        CellContract.check(kind::of);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aTimeDelayObeysTheLaws(int width) {
        CellContract.check((features, hidden, init) -> TimeDelay.of(features, hidden, width, init));
    }

    @ParameterizedTest
    @EnumSource(names = {"LSTM", "RNN", "GRU_RESET_BEFORE"})
    void aCellWithAWayAroundItObeysTheLaws(CellKind kind) {
        CellContract.check((features, hidden, init) ->
                new Fed<>(init.uniform(1, features, hidden), new Residual<>(kind.of(hidden, hidden, init))));
        CellContract.check((features, hidden, init) ->
                new Fed<>(init.uniform(1, features, hidden), Highway.of(kind.of(hidden, hidden, init), hidden, init)));
    }

    /** Reads its input through weights, so that it has as many columns as the output. */
    record Fed<S extends Record>(Tensor w, Cell<S> cell) implements Cell<S> {
        @Override
        public S start(int batch) {
            return cell.start(batch);
        }

        @Override
        public Tensor project(Tensor rows) {
            return cell.project(rows.matmul(w));
        }

        @Override
        public S step(Tensor x, S state) {
            return cell.step(x, state);
        }

        @Override
        public Tensor output(S state) {
            return cell.output(state);
        }
    }

    @Test
    void aResidualIsTheInputAndTheOutput() {
        var cell = CellContract.randomised(CellKind.LSTM.of(CellContract.FEATURES, 5, Init.seed(1)), 2);
        var sequence = CellContract.input(4, 0, 9, 1);
        var expected = sequence.rows().plus(Recurrent.of(cell).apply(sequence).rows());
        assertThat(CellContract.bits(
                        Recurrent.of(new Residual<>(cell)).apply(sequence).rows()))
                .isEqualTo(CellContract.bits(expected));
    }

    @Test
    void aUsersCellObeysTheLaws() {
        CellContract.check((features, hidden, init) -> new Leaky(
                init.uniform(1, features, hidden), init.uniform(1, hidden, hidden), init.zeros(hidden), 0.3f));
    }

    @Test
    void aCellWithALearnedStartObeysTheLaws() {
        CellContract.check((features, hidden, init) -> new Learned(
                init.uniform(1, 1, hidden), init.uniform(1, features, hidden), init.uniform(1, hidden, hidden)));
    }

    @Test
    void aLayerNormalisedLstmObeysTheLaws() {
        CellContract.check(UsersCells.NormalisedLstm::of);
    }

    @Test
    void aPeepholeLstmObeysTheLaws() {
        CellContract.check(UsersCells.PeepholeLstm::of);
    }

    @Test
    void aGruThatResetsBeforeTheProductObeysTheLaws() {
        CellContract.check(UsersCells.ResetBeforeGru::of);
    }

    @Test
    void anAttentiveCellObeysTheLawsForEachMemory() {
        var memory = Memory.of(CellContract.input(3, 0, 2, 5, 1).map(rows -> rows.times(0.7f)));
        var cell = Recurrent.of(CellContract.randomised(Attentive.of(5, 7, memory, Init.seed(2)), 9));
        var sequence = CellContract.input(4, 0, 9, 1, 4);
        Oracle.check(() -> cell.apply(sequence).rows().square().sum());
        var outputs = cell.apply(sequence);
        var whole = Stacked.of(java.util.List.of(cell), 0).apply(sequence);
        assertThat(CellContract.bits(whole.rows())).isEqualTo(CellContract.bits(outputs.rows()));
    }

    /** Leaky integrator: h' = (1 - leak) h + leak tanh(x w + b + h u). */
    record Leaky(Tensor w, Tensor u, Tensor b, float leak) implements Cell<Leaky.State> {
        record State(Tensor h) {}

        @Override
        public State start(int batch) {
            return new State(Tensor.zeros(batch, u.rows()));
        }

        @Override
        public Tensor project(Tensor rows) {
            return rows.matmul(w).plus(b);
        }

        @Override
        public State step(Tensor x, State s) {
            var fresh = x.plus(s.h().matmul(u)).tanh();
            return new State(s.h().times(1 - leak).plus(fresh.times(leak)));
        }

        @Override
        public Tensor output(State s) {
            return s.h();
        }
    }

    /** A tanh network whose start state is a weight. */
    record Learned(Tensor initial, Tensor w, Tensor u) implements Cell<Learned.State> {
        record State(Tensor h) {}

        @Override
        public State start(int batch) {
            return new State(initial.gather(new int[batch]));
        }

        @Override
        public State step(Tensor x, State s) {
            return new State(x.matmul(w).plus(s.h().matmul(u)).tanh());
        }

        @Override
        public Tensor output(State s) {
            return s.h();
        }
    }

    /** Additive attention (Bahdanau, Cho, Bengio 2015) over a memory, in front of a tanh network. */
    record Attentive(Tensor wx, Tensor wc, Tensor wh, Tensor query, Tensor key, Tensor v, Memory memory)
            implements Cell<Attentive.State> {
        record State(Tensor h) {}

        static Attentive of(int features, int hidden, Memory memory, Init init) {
            int width = memory.rows().columns();
            return new Attentive(
                    init.uniform(1, features, hidden),
                    init.uniform(1, width, hidden),
                    init.uniform(1, hidden, hidden),
                    init.uniform(1, hidden, 6),
                    init.uniform(1, width, 6),
                    init.uniform(1, 6, 1),
                    memory);
        }

        @Override
        public State start(int batch) {
            return new State(Tensor.zeros(batch, wh.rows()));
        }

        @Override
        public Tensor project(Tensor rows) {
            return rows.matmul(wx);
        }

        @Override
        public State step(Tensor x, State s) {
            var seen = memory.first(x.rows());
            var keys = seen.map(rows -> rows.matmul(key));
            var scores =
                    keys.rows().plus(keys.spread(s.h().matmul(query))).tanh().matmul(v);
            var context = seen.mix(seen.weights(scores));
            return new State(x.plus(context.matmul(wc)).plus(s.h().matmul(wh)).tanh());
        }

        @Override
        public Tensor output(State s) {
            return s.h();
        }
    }
}
