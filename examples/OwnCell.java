import carousel.data.Lengths;
import carousel.layer.*;
import carousel.loss.SquaredError;
import carousel.optim.*;
import carousel.recurrent.*;
import carousel.tensor.*;
import java.util.Random;

/** A cell of one's own, h' = (1 - z) ⊙ h + z ⊙ tanh(x Wx + h Wh), learns to add up two marked numbers of fifty. */
record OwnCell(Tensor wx, Tensor wh, Tensor b) implements Cell<OwnCell.State> {
    record State(Tensor h) {}

    public State start(int batch) {
        return new State(Tensor.zeros(batch, wh.rows()));
    }

    public State step(Tensor x, State s) {
        var sums = x.matmul(wx).plus(s.h().matmul(wh)).plus(b).split(2);
        var z = sums[0].sigmoid();
        return new State(s.h().plus(z.times(sums[1].tanh().minus(s.h()))));
    }

    public Tensor output(State s) {
        return s.h();
    }

    record Model(Recurrent layer, Dense head) {}

    public static void main(String[] arguments) {
        var init = Init.seed(1);
        var bias = Tensor.concatColumns(init.constant(-2, 1, 64), init.constant(0, 1, 64)).toWeight(); // z begins small
        var cell = new OwnCell(init.glorot(2, 128), init.glorot(64, 128), bias);
        var model = new Model(Recurrent.of(cell), Dense.of(64, 1, init));
        var adam = Optimizer.of(Adam.rate(0.003f));
        for (int step = 1, steps = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1500; step <= steps; step++) {
            var batch = Batch.of(new Random(step), 50, 50);
            var result = Tape.run(new Step(1, step), () -> Outcome.of(SquaredError.mean(
                    model.head.apply(model.layer.last(batch.inputs)), batch.sums)));
            try (var gradients = result.gradients()) {
                adam.update(model, gradients, new Clip.GlobalNorm(1));
            }
            if (step % 100 == 0) {
                System.out.printf("step %5d   squared error %.4f   (always saying 1 has 0.1667)%n", step, result.loss());
            }
        }
    }

    /** Numbers in the first column, two ones among zeros in the second. */
    record Batch(Sequence inputs, Tensor sums) {
        static Batch of(Random random, int batch, int length) {
            var x = new float[length * batch * 2];
            var sums = new float[batch];
            for (int b = 0; b < batch; b++) {
                int first = random.nextInt(length / 2);
                int second = length / 2 + random.nextInt(length / 2);
                for (int t = 0; t < length; t++) {
                    int row = t * batch + b; // time-major
                    x[2 * row] = random.nextFloat();
                    x[2 * row + 1] = t == first || t == second ? 1 : 0;
                    sums[b] += x[2 * row] * x[2 * row + 1];
                }
            }
            return new Batch(
                    new Sequence(Tensor.of(x, length * batch, 2), Lengths.uniform(batch, length)), Tensor.of(sums, batch, 1));
        }
    }
}
