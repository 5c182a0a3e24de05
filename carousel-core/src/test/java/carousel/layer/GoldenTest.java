package carousel.layer;

import carousel.Golden;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import org.junit.jupiter.api.Test;

/** The layers without memory against PyTorch. */
class GoldenTest {

    @Test
    void layerNormIsPyTorchs() {
        var golden = Golden.read("layer-norm");
        var input = golden.of("input").toWeight();
        var norm =
                new LayerNorm(golden.of("weight").toWeight(), golden.of("bias").toWeight());
        golden.sameValues("output", norm.apply(input), golden.of("output"));
        var gradients = Tape.run(
                        Step.evaluation(),
                        () -> Outcome.of(norm.apply(input)
                                .times(golden.of("output.weight"))
                                .sum()))
                .gradients();
        golden.sameGradient("input", gradients.of(input), golden.of("input.grad"));
        golden.sameGradient("gain", gradients.of(norm.gain()), golden.of("weight.grad"));
        golden.sameGradient("bias", gradients.of(norm.bias()), golden.of("bias.grad"));
    }
}
