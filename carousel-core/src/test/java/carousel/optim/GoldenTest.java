package carousel.optim;

import carousel.Golden;
import carousel.tensor.Gradients;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The update rules, ten updates each, and clipping against PyTorch, with gradients that are given. */
class GoldenTest {
    private static final int UPDATES = 10;

    private record Weight(Tensor w) {}

    @Test
    void sgdWithMomentumIsPyTorchs() {
        check("sgd-momentum", golden -> Sgd.rate(golden.number("rate")).withMomentum(golden.number("momentum")));
    }

    @Test
    void adamIsPyTorchs() {
        check("adam", GoldenTest::adam);
    }

    @Test
    void adamWithDecayIsPyTorchsAdamW() {
        check("adamw", golden -> adam(golden).withDecay(golden.number("decay")));
    }

    @Test
    void adagradIsPyTorchs() {
        check("adagrad", golden -> new Adagrad(rate(golden), golden.number("epsilon")));
    }

    @Test
    void rmsPropIsPyTorchs() {
        check("rmsprop", golden -> new RmsProp(rate(golden), golden.number("decay"), golden.number("epsilon")));
    }

    @Test
    void clippingIsPyTorchs() {
        var golden = Golden.read("clip");
        clip(golden, "tight", new Clip.GlobalNorm(golden.number("tight")));
        clip(golden, "wide", new Clip.GlobalNorm(golden.number("wide")));
        clip(golden, "value", new Clip.Value(golden.number("value")));
    }

    /** PyTorch adds 10⁻⁶ to the norm it divides by; that is below the tolerance. */
    private static void clip(Golden golden, String kind, Clip clip) {
        var model = List.of(
                golden.of("gradient.w").toWeight(), golden.of("gradient.b").toWeight());
        var theirs = List.of(golden.of(kind + ".w"), golden.of(kind + ".b"));
        // half of the sum of squares has the weights themselves as gradients
        var loss = Tape.run(
                Step.evaluation(),
                () -> Outcome.of(model.getFirst()
                        .square()
                        .sum()
                        .plus(model.getLast().square().sum())
                        .times(0.5f)));
        for (int i = 0; i < model.size(); i++) {
            var gradient = loss.gradients().of(model.get(i));
            var bound = clip.bound(model.get(i), loss.gradients());
            var clipped = gradient.toArray();
            for (int j = 0; j < clipped.length; j++) {
                clipped[j] = bound.of(clipped[j]);
            }
            golden.sameGradient(kind, Tensor.of(clipped, gradient.shape()), theirs.get(i));
        }
    }

    private static Adam adam(Golden golden) {
        return new Adam(rate(golden), golden.number("beta1"), golden.number("beta2"), golden.number("epsilon"), 0);
    }

    private static Schedule rate(Golden golden) {
        return new Schedule.Constant(golden.number("rate"));
    }

    private static void check(String name, Function<Golden, Rule> rule) {
        var golden = Golden.read(name);
        var model = new Weight(golden.of("weight").toWeight());
        var optimizer = Optimizer.of(rule.apply(golden));
        for (int t = 0; t < UPDATES; t++) {
            optimizer.update(model, gradients(model.w, golden.of("gradient." + t)));
            golden.same("weight after update " + t, model.w, golden.of("weight." + t), 1e-6);
        }
    }

    /** Of a loss that is linear in the weight. */
    private static Gradients gradients(Tensor weight, Tensor gradient) {
        return Tape.run(
                        Step.evaluation(),
                        () -> Outcome.of(weight.times(gradient).sum()))
                .gradients();
    }
}
