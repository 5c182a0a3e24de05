import carousel.layer.Dense;
import carousel.layer.Init;
import carousel.loss.SquaredError;
import carousel.optim.Adam;
import carousel.optim.Optimizer;
import carousel.recurrent.RealTime;
import carousel.recurrent.cell.Rnn;
import carousel.tensor.Tensor;
import java.util.Random;

/**
 * Real-time recurrent learning on a sequence without end: after each bit the net is told the exclusive or of the bits three
 * and four steps before, and learns from it at once. Nothing of the past is stored but its influence on the state.
 */
final class OnlineLearning {
    private record Model(Rnn cell, Dense head) {}

    public static void main(String[] arguments) {
        long steps = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        var model = new Model(Rnn.of(1, 8, Rnn.Activation.TANH, Init.seed(1)), Dense.of(8, 1, Init.seed(2)));
        var learner = RealTime.of(model.cell);
        var optimizer = Optimizer.of(Adam.rate(0.003f));
        var random = new Random(1);
        int bits = 0;
        double error = 0;
        long begin = System.nanoTime();
        for (long t = 1; t <= steps; t++) {
            int bit = random.nextInt(2);
            bits = bits << 1 | bit;
            var answer = Tensor.of(new float[] {(bits >> 3 ^ bits >> 4) & 1}, 1, 1);
            var learned = learner.step(
                    Tensor.of(new float[] {2 * bit - 1}, 1, 1), h -> SquaredError.mean(model.head.apply(h), answer));
            try (var gradients = learned.gradients()) {
                optimizer.update(model, gradients);
            }
            error += learned.loss();
            if (t % (steps / 10) == 0) {
                System.gc();
                long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
                System.out.printf(
                        "step %9d   squared error %.4f   heap in use %.1f MB   %.0f steps a second%n",
                        t, error / (steps / 10), used / 1e6, t / ((System.nanoTime() - begin) / 1e9));
                error = 0;
            }
        }
    }
}
