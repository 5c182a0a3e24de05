package carousel.recurrent;

import carousel.layer.Init;

/** The built-in cells by the names that settings use. */
public enum CellKind {
    RNN {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return Rnn.of(features, hidden, Rnn.Activation.TANH, init);
        }
    },
    RNN_RELU {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return Rnn.of(features, hidden, Rnn.Activation.RELU, init);
        }
    },
    RNN_LOGISTIC {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return Rnn.of(features, hidden, Rnn.Activation.LOGISTIC, init);
        }
    },
    LSTM {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return Lstm.of(features, hidden, init);
        }
    },
    GRU {
        @Override
        public Cell<?> of(int features, int hidden, Init init) {
            return Gru.of(features, hidden, init);
        }
    };

    /** A cell with fresh weights. */
    public abstract Cell<?> of(int features, int hidden, Init init);
}
