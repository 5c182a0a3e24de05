package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.data.Lengths;
import carousel.layer.Chain;
import carousel.layer.Conv1d;
import carousel.layer.Dense;
import carousel.layer.Init;
import carousel.layer.Nonlinearity;
import carousel.layer.Sequence;
import carousel.layer.SequenceLayer;
import carousel.layer.TemporalConvolution;
import carousel.layer.Window;
import carousel.loss.SquaredError;
import carousel.optim.Adam;
import carousel.optim.Optimizer;
import carousel.recurrent.cell.Rnn;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** y(t) = x(t) x(t - 2) of random x: who sees two steps back learns it, who sees one does not. */
class LagLearnsTest {
    private static final int BATCH = 16;
    private static final int STEPS = 12;
    private static final int UPDATES = 400;
    private static final int HIDDEN = 16;

    @Test
    void recurrentLayersUnderAConvolutionLearn() {
        var init = Init.seed(1);
        var network = Chain.of(
                Recurrent.of(Rnn.of(1, HIDDEN, Rnn.Activation.TANH, init)),
                Recurrent.of(Rnn.of(HIDDEN, HIDDEN, Rnn.Activation.TANH, init)),
                Conv1d.of(HIDDEN, HIDDEN, 2, Conv1d.Reach.CAUSAL, init),
                Nonlinearity.RELU,
                Dense.of(HIDDEN, 1, init));
        assertThat(errorLeft(network)).isLessThan(0.15);
    }

    @Test
    void aTemporalConvolutionLearns() {
        var init = Init.seed(1);
        var form = new TemporalConvolution.Form(1, HIDDEN, 2, 2);
        assertThat(errorLeft(Chain.of(TemporalConvolution.of(form, 0, init), Dense.of(HIDDEN, 1, init))))
                .isLessThan(0.15);
    }

    @Test
    void aWindowLearnsWhatIsInIt() {
        assertThat(errorLeft(windowed(3))).isLessThan(0.15);
        assertThat(errorLeft(windowed(2))).isGreaterThan(0.7);
    }

    private static Chain windowed(int width) {
        var init = Init.seed(1);
        return Chain.of(new Window(width), Dense.of(width, HIDDEN, init), Nonlinearity.TANH, Dense.of(HIDDEN, 1, init));
    }

    /** The mean squared error on fresh sequences as a share of the target's variance. */
    private static double errorLeft(SequenceLayer network) {
        var optimizer = Optimizer.of(Adam.rate(0.01f));
        for (int update = 0; update < UPDATES; update++) {
            var task = Task.drawn(update);
            var gradients = Tape.run(new Step(1, update), () -> Outcome.of(task.error(network)))
                    .gradients();
            optimizer.update(network, gradients);
        }
        var fresh = Task.drawn(UPDATES);
        return fresh.error(network).item() / fresh.variance();
    }

    private record Task(Sequence inputs, Tensor targets) {

        static Task drawn(int seed) {
            var lengths = Lengths.uniform(BATCH, STEPS);
            var x = Init.seed(seed).uniform(1, lengths.rows(), 1).detached();
            var y = new float[lengths.rows()];
            for (int row = 2 * BATCH; row < y.length; row++) {
                y[row] = x.at(row, 0) * x.at(row - 2 * BATCH, 0);
            }
            return new Task(new Sequence(x, lengths), Tensor.of(y, y.length, 1));
        }

        Tensor error(SequenceLayer network) {
            return SquaredError.mean(network.apply(inputs).rows(), targets);
        }

        double variance() {
            return targets.square().mean().item();
        }
    }
}
