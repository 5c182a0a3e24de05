package carousel.recurrent;

import carousel.Golden;
import carousel.data.Lengths;
import carousel.layer.Sequence;
import carousel.recurrent.cell.Rnn;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.LinkedHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cells against PyTorch: outputs, last states and every gradient, over ragged sequences from a state that is not zero. */
class GoldenTest {

    @ParameterizedTest
    @EnumSource(names = {"TANH", "RELU"})
    void simpleNetworkIsPyTorchs(Rnn.Activation activation) {
        var golden = Golden.read(activation == Rnn.Activation.TANH ? "rnn-tanh" : "rnn-relu");
        check(golden, weights(golden, "").rnn(activation), TorchWeights::gradients);
    }

    @Test
    void lstmIsPyTorchs() {
        var golden = Golden.read("lstm");
        check(golden, weights(golden, "").lstm(), TorchWeights::gradients);
    }

    @Test
    void gruIsPyTorchs() {
        var golden = Golden.read("gru");
        check(golden, weights(golden, "").gru(), TorchWeights::gradients);
    }

    private static TorchWeights weights(Golden golden, String suffix) {
        return TorchWeights.of(golden.stored().weights(), "_l0" + suffix);
    }

    private static <C extends Cell<?>> void check(Golden golden, C cell, Function<C, TorchWeights> toTorch) {
        var batch = new Batch(golden, Lengths.of(golden.whole("lengths")));
        var input = batch.steps("input").toWeight();
        var first = batch.first(cell);
        var result = Tape.run(Step.evaluation(), () -> {
            var scan = Recurrent.of(cell).scan(new Sequence(input, batch.lengths), first);
            return Outcome.of(batch.loss(scan), new Kept(scan.outputs().rows(), scan.last()));
        });
        golden.sameValues("output", result.kept().outputs(), batch.steps("output"));
        Tree.flatten(result.kept().last().inner())
                .forEach((name, state) -> golden.sameValues(name, state, batch.states(name + "_n")));
        golden.sameValues("loss", Tensor.scalar(result.loss()), golden.of("loss"));

        var gradients = result.gradients();
        golden.sameGradient("input", gradients.of(input), batch.steps("input.grad"));
        Tree.flatten(first.inner())
                .forEach((name, state) ->
                        golden.sameGradient(name, gradients.of(state), batch.states(name + "_0.grad")));
        var ours = toTorch.apply(Tree.map(cell, gradients::of));
        var theirs = weights(golden, ".grad");
        golden.sameGradient("weight_ih", ours.weightIh(), theirs.weightIh());
        golden.sameGradient("weight_hh", ours.weightHh(), theirs.weightHh());
        golden.sameGradient("bias_ih", ours.biasIh(), theirs.biasIh());
        golden.sameGradient("bias_hh", ours.biasHh(), theirs.biasHh());
    }

    private record Kept(Tensor outputs, Causal.State last) {}

    /** PyTorch's padded tensors, which are in the caller's order, packed. */
    private record Batch(Golden golden, Lengths lengths) {

        /** [B,T,F] to [N,F]. */
        Tensor steps(String padded) {
            var rows = new int[lengths.rows()];
            for (int b = 0; b < lengths.batch(); b++) {
                for (int t = 0; t < lengths.length(b); t++) {
                    rows[lengths.row(b, t)] = lengths.caller(b) * lengths.steps() + t;
                }
            }
            return golden.of(padded).gather(rows);
        }

        /** [B,H], its rows in packed order. */
        Tensor states(String state) {
            var callers = new int[lengths.batch()];
            for (int b = 0; b < callers.length; b++) {
                callers[b] = lengths.caller(b);
            }
            return golden.of(state).gather(callers);
        }

        /** The state to begin with; its tensors are weights, so that gradients are taken for them. */
        Causal.State first(Cell<?> cell) {
            var zeros = cell.start(lengths.batch());
            var tensors = new LinkedHashMap<String, Tensor>();
            Tree.flatten(zeros)
                    .keySet()
                    .forEach(name -> tensors.put(name, states(name + "_0").toWeight()));
            return new Causal.State(Tree.with(zeros, tensors));
        }

        /** All outputs and last states, each element times its own random weight. */
        Tensor loss(Causal.Scan scan) {
            var loss = scan.outputs().rows().times(steps("output.weight")).sum();
            for (var state : Tree.flatten(scan.last().inner()).entrySet()) {
                loss = loss.plus(state.getValue()
                        .times(states(state.getKey() + "_n.weight"))
                        .sum());
            }
            return loss;
        }
    }
}
