package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.layer.Chain;
import carousel.layer.Conv1d;
import carousel.layer.Dense;
import carousel.layer.Init;
import carousel.layer.TemporalConvolution;
import carousel.recurrent.cell.Gru;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.ProjectedLstm;
import carousel.recurrent.cell.Rnn;
import carousel.tensor.Oracle;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers of different kinds and sizes one above the other, and networks on top of networks. */
class StackedTest {
    private static final Init INIT = Init.seed(1);

    private static List<Recurrent> layers() {
        return List.of(
                layer(Lstm.of(CellContract.FEATURES, 7, INIT)),
                layer(Gru.of(7, 3, INIT)),
                layer(ProjectedLstm.of(3, 6, 2, INIT)),
                layer(Rnn.of(2, 4, Rnn.Activation.TANH, INIT)));
    }

    private static Recurrent layer(Cell<?> cell) {
        return Recurrent.of(CellContract.randomised(cell, 4));
    }

    /** To the bit: a stack is the chain of its layers. */
    @Test
    void differentCellsAreOneAfterTheOther() {
        var sequence = CellContract.input(4, 0, 9, 1);
        var layers = layers();
        var stacked = Stacked.of(layers, 0);
        var chain = new Chain(List.copyOf(layers));
        assertThat(stacked.apply(sequence).rows().toArray())
                .isEqualTo(chain.apply(sequence).rows().toArray());
    }

    /** What each layer shows at the end, from the lowest up, is h_n [L,B,H] of other libraries. */
    @Test
    void lastStatesAreThoseOfTheLayers() {
        var sequence = CellContract.input(4, 0, 9, 1);
        var layers = layers();
        var stacked = Stacked.of(layers, 0);
        int batch = sequence.lengths().batch();
        var last = stacked.scan(sequence, stacked.start(batch)).last();
        var shown = new ArrayList<Tensor>();
        var below = sequence;
        for (int i = 0; i < layers.size(); i++) {
            var scan = layers.get(i).scan(below, layers.get(i).start(batch));
            below = scan.outputs();
            var own = layers.get(i).output(scan.last());
            var theirs = layers.get(i).output(Stacked.of(last, i));
            assertThat(theirs.toArray()).isEqualTo(own.toArray());
            shown.add(own);
        }
        assertThat(shown.stream().map(Tensor::columns)).containsExactly(7, 3, 2, 4);
        assertThat(stacked.output(last).toArray()).isEqualTo(shown.getLast().toArray());
    }

    @Test
    void gradientsOfDifferentCellsAreRight() {
        var stacked = Stacked.of(layers(), 0);
        Oracle.check(() ->
                CellContract.total(stacked.apply(CellContract.input(4, 0, 6, 1)).rows()));
    }

    /** From the dense layer through the convolution and both recurrent layers, in either order, and around a block. */
    @Test
    void gradientsPassTheJointsOfDifferentNetworks() {
        var rnn = layer(Rnn.of(CellContract.FEATURES, 6, Rnn.Activation.TANH, INIT));
        var relu = layer(Rnn.of(6, 4, Rnn.Activation.RELU, INIT));
        var conv = Conv1d.of(4, 5, 3, Conv1d.Reach.CENTRED, INIT);
        var dense = Dense.of(5, 2, INIT);
        oracle(Chain.of(rnn, relu, conv, dense));

        var below =
                TemporalConvolution.of(new TemporalConvolution.Form(CellContract.FEATURES, 6, 1, 2), 0, Init.seed(3));
        oracle(Chain.of(below, relu, conv, dense));
    }

    private static void oracle(Chain network) {
        Oracle.check(() ->
                CellContract.total(network.apply(CellContract.input(4, 0, 6, 1)).rows()));
    }
}
