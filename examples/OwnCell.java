import carousel.data.task.*;
import carousel.layer.*;
import carousel.loss.SquaredError;
import carousel.optim.*;
import carousel.recurrent.*;
import carousel.tensor.*;

/** A cell of one's own, h' = (1 - z) ⊙ h + z ⊙ tanh(x Wx + h Wh), learns to add the two marked ones of fifty numbers. */
record OwnCell(Tensor wx, Tensor wh, Tensor b) implements Cell<OwnCell.State> {
    record State(Tensor h) {}
    public State start(int batch) {
        return new State(Tensor.zeros(batch, wh.rows()));
    }

    public State step(Tensor x, State s) {
        var sums = x.matmul(wx).plus(s.h().matmul(wh)).plus(b).split(2);
        return new State(s.h().plus(sums[0].sigmoid().times(sums[1].tanh().minus(s.h()))));
    }

    public Tensor output(State s) {
        return s.h();
    }

    public static void main(String[] arguments) {
        record Model(Recurrent layer, Dense head) {}
        var init = Init.seed(1);
        var cell = new OwnCell(init.glorot(2, 128), init.glorot(64, 128), init.blocks(64, -2, 0)); // z begins small
        var model = new Model(Recurrent.of(cell), Dense.of(64, 1, init));
        var adam = Optimizer.of(Adam.rate(0.003f));
        for (int n = 0; n <= 1000; n++) {
            var batch = TaskBatch.of(new Adding(50), Part.TRAIN, 1, 50L * n, 50);
            var x = new Sequence(Tensor.of(batch.inputs(), batch.inputs().length / 2, 2), batch.lengths());
            var sums = Tensor.of(batch.answers(), 50, 1);
            var result = Tape.run(new Step(1, n), () -> Outcome.of(SquaredError.mean(model.head.apply(model.layer.last(x)), sums)));
            adam.update(model, result.gradients(), new Clip.GlobalNorm(1));
            if (n % 100 == 0) System.out.printf("step %4d   squared error %.4f%n", n, result.loss());
        }
    }
}
