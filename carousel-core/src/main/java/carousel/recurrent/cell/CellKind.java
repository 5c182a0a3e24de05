package carousel.recurrent.cell;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import java.util.Locale;

/** The built-in cells by the names that settings use. */
public enum CellKind {
    /** {@link Rnn} with tanh. */
    RNN {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return Rnn.of(features, hidden, Rnn.Activation.TANH, init);
        }
    },
    /** {@link Rnn} with rectifiers. */
    RNN_RELU {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return Rnn.of(features, hidden, Rnn.Activation.RELU, init);
        }
    },
    /** {@link Rnn} with the logistic function. */
    RNN_LOGISTIC {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return Rnn.of(features, hidden, Rnn.Activation.LOGISTIC, init);
        }
    },
    /** {@link Rnn} without a function. */
    RNN_LINEAR {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return Rnn.of(features, hidden, Rnn.Activation.LINEAR, init);
        }
    },
    /** {@link Rnn#identity}. */
    IRNN {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return Rnn.identity(features, hidden, init);
        }
    },
    /** {@link Jordan}. */
    JORDAN {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return Jordan.of(features, hidden, init);
        }
    },
    /** {@link LeakyRnn}; half of the state is renewed in each step. */
    LEAKY {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return LeakyRnn.of(features, hidden, LEAK, init);
        }
    },
    /** {@link SkipRnn} with a delay of four steps. */
    SKIP {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return SkipRnn.of(features, hidden, DELAY, init);
        }
    },
    /** {@link Lstm}. */
    LSTM {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return Lstm.of(features, hidden, init);
        }
    },
    /** {@link PeepholeLstm}. */
    PEEPHOLE {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return PeepholeLstm.of(features, hidden, init);
        }
    },
    /** {@link FullPeepholeLstm}. */
    PEEPHOLE_FULL {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return FullPeepholeLstm.of(features, hidden, init);
        }
    },
    /** {@link CoupledLstm}. */
    LSTM_COUPLED {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return CoupledLstm.of(features, hidden, init);
        }
    },
    /** {@link ProjectedLstm} with twice as many cells as outputs. */
    LSTM_PROJECTED {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return ProjectedLstm.of(features, CELLS * hidden, hidden, init);
        }
    },
    /** {@link LayerNormLstm}. */
    LSTM_LAYER_NORM {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return LayerNormLstm.of(features, hidden, init);
        }
    },
    /** {@link Gru}. */
    GRU {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return Gru.of(features, hidden, init);
        }
    },
    /** {@link ResetBeforeGru}. */
    GRU_RESET_BEFORE {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return ResetBeforeGru.of(features, hidden, Update.KEEPS, init);
        }
    },
    /** {@link LayerNormGru}. */
    GRU_LAYER_NORM {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return LayerNormGru.of(features, hidden, init);
        }
    },
    /** {@link MinimalGatedUnit}. */
    MGU {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return MinimalGatedUnit.of(features, hidden, init);
        }
    };

    private static final float LEAK = 0.5f;
    private static final int DELAY = 4;
    private static final int CELLS = 2;

    /** In lower case, with {@code -} for {@code _}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A cell with fresh weights, whose output has {@code hidden} columns. */
    public abstract Cell<?> of(int features, int hidden, Init init);
}
