package carousel.loss;

import carousel.Golden;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The losses against PyTorch. */
class GoldenTest {
    private final Golden golden = Golden.read("cross-entropy");
    private final int[] targets = golden.whole("targets");

    @Test
    void crossEntropyOfEachRowIsPyTorchs() {
        var losses = CrossEntropy.rows(golden.of("logits"), targets);
        golden.sameValues("rows", column(losses), golden.of("rows"));
        var weights = golden.of("rows.weight").toArray();
        var column = Tensor.of(weights, weights.length, 1);
        golden.sameGradient(
                "rows",
                gradient(logits ->
                        CrossEntropy.rows(logits, targets).times(column).sum()),
                golden.of("logits.grad"));
    }

    @Test
    void meanCrossEntropyIsPyTorchs() {
        golden.sameValues("mean", CrossEntropy.mean(golden.of("logits"), targets), golden.of("mean"));
        golden.sameGradient(
                "mean", gradient(logits -> CrossEntropy.mean(logits, targets)), golden.of("mean.logits.grad"));
    }

    private Tensor gradient(UnaryOperator<Tensor> loss) {
        var logits = golden.of("logits").toWeight();
        return Tape.run(Step.evaluation(), () -> Outcome.of(loss.apply(logits)))
                .gradients()
                .of(logits);
    }

    private static Tensor column(Tensor losses) {
        return Tensor.of(losses.toArray(), losses.size());
    }
}
