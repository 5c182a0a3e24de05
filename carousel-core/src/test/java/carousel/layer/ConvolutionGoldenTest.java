package carousel.layer;

import carousel.Golden;
import carousel.data.Lengths;
import carousel.tensor.Gradients;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Convolutions against PyTorch: outputs and every gradient, over ragged sequences. */
class ConvolutionGoldenTest {

    @Test
    void causalConvolutionIsPyTorchs() {
        var golden = Golden.read("conv1d-causal");
        var conv = conv(golden, Conv1d.Reach.CAUSAL);
        check(golden, conv, conv);
    }

    @Test
    void centredConvolutionIsPyTorchs() {
        var golden = Golden.read("conv1d-centred");
        var conv = conv(golden, Conv1d.Reach.CENTRED);
        check(golden, conv, conv);
    }

    @Test
    void normalisedWeightsArePyTorchs() {
        var golden = Golden.read("conv1d-weight-norm");
        var conv = conv(golden, Conv1d.Reach.CAUSAL);
        var layer = new WeightNormConv1d(conv, flat(golden.of("gain")).toWeight());
        var gradients = check(golden, layer, conv);
        golden.sameGradient("gain", gradients.of(layer.gain()), flat(golden.of("gain.grad")));
    }

    private static Conv1d conv(Golden golden, Conv1d.Reach reach) {
        var weight = golden.of("weight");
        return new Conv1d(
                rows(weight).toWeight(),
                golden.of("bias").toWeight(),
                weight.columns(),
                (int) golden.number("dilation"),
                reach);
    }

    /** PyTorch's [H,F,K] to [KF,H]. */
    private static Tensor rows(Tensor weight) {
        int outputs = weight.shape()[0];
        int features = weight.shape()[1];
        int width = weight.columns();
        var theirs = weight.toArray();
        var ours = new float[theirs.length];
        for (int i = 0; i < ours.length; i++) {
            int j = i % outputs;
            int f = i / outputs % features;
            int k = i / outputs / features;
            ours[i] = theirs[(j * features + f) * width + k];
        }
        return Tensor.of(ours, width * features, outputs);
    }

    private static Tensor flat(Tensor tensor) {
        return Tensor.of(tensor.toArray(), tensor.size());
    }

    private static Gradients check(Golden golden, SequenceLayer layer, Conv1d conv) {
        var lengths = Lengths.of(golden.whole("lengths"));
        var input = steps(golden, "input", lengths).toWeight();
        var result = Tape.run(Step.evaluation(), () -> {
            var outputs = layer.apply(new Sequence(input, lengths)).rows();
            return Outcome.of(
                    outputs.times(steps(golden, "output.weight", lengths)).sum(), outputs);
        });
        golden.sameValues("output", result.kept(), steps(golden, "output", lengths));
        var gradients = result.gradients();
        golden.sameGradient("input", gradients.of(input), steps(golden, "input.grad", lengths));
        golden.sameGradient("weight", gradients.of(conv.w()), rows(golden.of("weight.grad")));
        golden.sameGradient("bias", gradients.of(conv.b()), golden.of("bias.grad"));
        return gradients;
    }

    /** [B,T,F] in the caller's order to [N,F]. */
    private static Tensor steps(Golden golden, String padded, Lengths lengths) {
        var rows = new int[lengths.rows()];
        for (int b = 0; b < lengths.batch(); b++) {
            for (int t = 0; t < lengths.length(b); t++) {
                rows[lengths.row(b, t)] = lengths.caller(b) * lengths.steps() + t;
            }
        }
        return golden.of(padded).gather(rows);
    }
}
