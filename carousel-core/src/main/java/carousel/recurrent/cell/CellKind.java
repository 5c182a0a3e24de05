package carousel.recurrent.cell;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.recurrent.cell.Rnn.Activation;
import java.util.Locale;

/** The built-in cells by the names that settings use. */
public enum CellKind {
    /** {@link Rnn} with tanh. */
    RNN((features, hidden, init) -> Rnn.of(features, hidden, Activation.TANH, init)),
    /** {@link Rnn} with rectifiers. */
    RNN_RELU((features, hidden, init) -> Rnn.of(features, hidden, Activation.RELU, init)),
    /** {@link Rnn} with the logistic function. */
    RNN_LOGISTIC((features, hidden, init) -> Rnn.of(features, hidden, Activation.LOGISTIC, init)),
    /** {@link Rnn} without a function. */
    RNN_LINEAR((features, hidden, init) -> Rnn.of(features, hidden, Activation.LINEAR, init)),
    /** {@link Rnn#identity}. */
    IRNN(Rnn::identity),
    /** {@link Jordan}. */
    JORDAN(Jordan::of),
    /** {@link LeakyRnn}; half of the state is renewed in each step. */
    LEAKY((features, hidden, init) -> LeakyRnn.of(features, hidden, 0.5f, init)),
    /** {@link SkipRnn} with a delay of four steps. */
    SKIP((features, hidden, init) -> SkipRnn.of(features, hidden, 4, init)),
    /** {@link Lstm}. */
    LSTM(Lstm::of),
    /** {@link PeepholeLstm}. */
    PEEPHOLE(PeepholeLstm::of),
    /** {@link FullPeepholeLstm}. */
    PEEPHOLE_FULL(FullPeepholeLstm::of),
    /** {@link CoupledLstm}. */
    LSTM_COUPLED(CoupledLstm::of),
    /** {@link ProjectedLstm} with twice as many cells as outputs. */
    LSTM_PROJECTED((features, hidden, init) -> ProjectedLstm.of(features, 2 * hidden, hidden, init)),
    /** {@link LayerNormLstm}. */
    LSTM_LAYER_NORM(LayerNormLstm::of),
    /** {@link Gru}. */
    GRU(Gru::of),
    /** {@link ResetBeforeGru}. */
    GRU_RESET_BEFORE((features, hidden, init) -> ResetBeforeGru.of(features, hidden, Update.KEEPS, init)),
    /** {@link LayerNormGru}. */
    GRU_LAYER_NORM(LayerNormGru::of),
    /** {@link MinimalGatedUnit}. */
    MGU(MinimalGatedUnit::of);

    private final Fresh fresh;

    CellKind(Fresh fresh) {
        this.fresh = fresh;
    }

    private interface Fresh {
        Cell<?> cell(int features, int hidden, Init init);
    }

    /** In lower case, with {@code -} for {@code _}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A cell with fresh weights, whose output has {@code hidden} columns. */
    public Cell<?> of(int features, int hidden, Init init) {
        return fresh.cell(features, hidden, init);
    }
}
