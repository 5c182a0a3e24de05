package carousel.bench.work;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.recurrent.cell.Gru;
import carousel.recurrent.cell.LayerNormLstm;
import carousel.recurrent.cell.LeakyRnn;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.PeepholeLstm;
import carousel.recurrent.cell.ResetBeforeGru;
import carousel.recurrent.cell.Rnn;
import carousel.recurrent.cell.Update;

/** What runs: a cell, or a language model of LSTMs. */
public enum Subject {
    LSTM(4, Lstm::of),
    GRU(3, Gru::of),
    RNN(1, (features, hidden, init) -> Rnn.of(features, hidden, Rnn.Activation.TANH, init)),
    PEEPHOLE(4, PeepholeLstm::of),
    LAYERNORM(4, LayerNormLstm::of),
    LEAKY(1, (features, hidden, init) -> LeakyRnn.of(features, hidden, 0.5f, init)),
    RESETBEFORE(3, (features, hidden, init) -> ResetBeforeGru.of(features, hidden, Update.KEEPS, init)),
    CHARACTERS(4, Lstm::of),
    WORDS(4, Lstm::of);

    private final int gates;
    private final Maker maker;

    Subject(int gates, Maker maker) {
        this.gates = gates;
        this.maker = maker;
    }

    private interface Maker {
        Cell<?> of(int features, int hidden, Init init);
    }

    /** How many blocks of H columns the products of a step have. */
    int gates() {
        return gates;
    }

    Cell<?> cell(int features, int hidden) {
        return maker.of(features, hidden, Init.seed(1));
    }
}
