package carousel.recurrent;

import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.recurrent.cell.Gru;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.ProjectedLstm;
import carousel.recurrent.cell.Rnn;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cells against PyTorch: outputs, last states and every gradient, over ragged sequences from a state that is not zero. */
class GoldenTest {
    private static final int FEATURES = 5;
    private static final int HIDDEN = 7;
    private static final int PROJECTED = 4;
    private static final Init INIT = Init.seed(1);

    @ParameterizedTest
    @EnumSource(names = {"TANH", "RELU"})
    void simpleNetworkIsPyTorchs(Rnn.Activation activation) {
        check(activation == Rnn.Activation.TANH ? "rnn-tanh" : "rnn-relu", Rnn.of(FEATURES, HIDDEN, activation, INIT));
    }

    @Test
    void lstmIsPyTorchs() {
        check("lstm", Lstm.of(FEATURES, HIDDEN, INIT));
    }

    @Test
    void projectedLstmIsPyTorchs() {
        check("lstm-projected", ProjectedLstm.of(FEATURES, HIDDEN, PROJECTED, INIT));
    }

    @Test
    void gruIsPyTorchs() {
        check("gru", Gru.of(FEATURES, HIDDEN, INIT));
    }

    @Test
    void twoLayersOfLstmArePyTorchs() {
        check("lstm-stacked", Lstm.of(FEATURES, HIDDEN, INIT), Lstm.of(HIDDEN, HIDDEN, INIT));
    }

    @Test
    void twoLayersOfGruArePyTorchs() {
        check("gru-stacked", Gru.of(FEATURES, HIDDEN, INIT), Gru.of(HIDDEN, HIDDEN, INIT));
    }

    @Test
    void bothDirectionsOfLstmArePyTorchs() {
        checkBoth("lstm-bidirectional", Lstm.of(FEATURES, HIDDEN, INIT));
    }

    @Test
    void bothDirectionsOfGruArePyTorchs() {
        checkBoth("gru-bidirectional", Gru.of(FEATURES, HIDDEN, INIT));
    }

    /** One layer for each cell. */
    private static void check(String name, Cell<?>... like) {
        var theirs = TorchFixture.read(name);
        var layers = new ArrayList<Recurrent>();
        for (var cell : like) {
            layers.add(Recurrent.of(theirs.cell(cell, "_l" + layers.size())));
        }
        var layer = layers.size() == 1 ? layers.getFirst() : Stacked.of(layers, 0);
        var input = theirs.steps("input").toWeight();
        var first = theirs.first(layer);
        var result = Tape.run(Step.evaluation(), () -> {
            var scan = layer.scan(new Sequence(input, theirs.lengths()), first);
            return Outcome.of(theirs.loss(scan), new Kept(scan.outputs().rows(), scan.last()));
        });
        var golden = theirs.golden();
        golden.sameValues("output", result.kept().outputs(), theirs.steps("output"));
        Tree.flatten(result.kept().last())
                .forEach((path, state) ->
                        golden.sameValues(path, state, theirs.states(TorchFixture.theirs(path, "_n"))));
        golden.sameValues("loss", Tensor.scalar(result.loss()), golden.of("loss"));

        var gradients = result.gradients();
        golden.sameGradient("input", gradients.of(input), theirs.steps("input.grad"));
        Tree.flatten(first)
                .forEach((path, state) -> golden.sameGradient(
                        path, gradients.of(state), theirs.states(TorchFixture.theirs(path, "_0") + ".grad")));
        for (int i = 0; i < layers.size(); i++) {
            theirs.sameGradients(layers.get(i).cell(), "_l" + i, gradients);
        }
    }

    private record Kept(Tensor outputs, Causal.State last) {}

    /** From zeros; what both directions show at their ends are the two last states h side by side. */
    private static void checkBoth(String name, Cell<?> like) {
        var theirs = TorchFixture.read(name);
        var forward = theirs.cell(like, "_l0");
        var backward = theirs.cell(like, "_l0_reverse");
        var layer = Bidirectional.of(forward, backward);
        var input = theirs.steps("input").toWeight();
        var lastWeights = both(theirs, ".weight");
        var result = Tape.run(Step.evaluation(), () -> {
            var sequence = new Sequence(input, theirs.lengths());
            var outputs = layer.apply(sequence).rows();
            var last = layer.last(sequence);
            var loss = outputs.times(theirs.steps("output.weight"))
                    .sum()
                    .plus(last.times(lastWeights).sum());
            return Outcome.of(loss, List.of(outputs, last));
        });
        var golden = theirs.golden();
        golden.sameValues("output", result.kept().getFirst(), theirs.steps("output"));
        golden.sameValues("last", result.kept().getLast(), both(theirs, ""));
        golden.sameValues("loss", Tensor.scalar(result.loss()), golden.of("loss"));
        golden.sameGradient("input", result.gradients().of(input), theirs.steps("input.grad"));
        theirs.sameGradients(forward, "_l0", result.gradients());
        theirs.sameGradients(backward, "_l0_reverse", result.gradients());
    }

    private static Tensor both(TorchFixture theirs, String kind) {
        return Tensor.concatColumns(theirs.states("h_n_l0" + kind), theirs.states("h_n_l0_reverse" + kind));
    }
}
