package carousel.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import carousel.layer.Init;
import carousel.tensor.Gradients;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ten steps on loss = Σ a w² / 2 against the rules written out in double. */
class OptimizerTest {
    private static final double[] CURVATURE = {1.0, 0.1, 3.0};
    private static final double[] INITIAL = {1.0, -2.0, 0.5};

    private record Model(Tensor w) {
        static Model fresh() {
            return new Model(Tensor.weight(new float[] {1f, -2f, 0.5f}, 3));
        }
    }

    private interface Reference {
        /** New weight from gradient, weight, slots (changed in place) and number of the update, from 1. */
        double update(double g, double w, double[] slots, int t);
    }

    private static Gradients gradients(Model model) {
        var curvature = Tensor.of(new float[] {1f, 0.1f, 3f}, 3);
        return Tape.run(
                        Step.evaluation(),
                        () -> Outcome.of(
                                model.w.square().times(curvature).times(0.5f).sum()))
                .gradients();
    }

    private static void check(Rule rule, Reference reference) {
        var model = Model.fresh();
        var optimizer = Optimizer.of(rule);
        var w = INITIAL.clone();
        var slots = new double[3][2];
        for (int t = 1; t <= 10; t++) {
            optimizer.update(model, gradients(model));
            for (int i = 0; i < 3; i++) {
                w[i] = reference.update(CURVATURE[i] * w[i], w[i], slots[i], t);
                assertThat((double) model.w.at(0, i)).isCloseTo(w[i], offset(2e-6));
            }
        }
    }

    @Test
    void sgdWithMomentum() {
        check(Sgd.rate(0.1f).withMomentum(0.9f), (g, w, s, t) -> w - 0.1 * (s[0] = 0.9 * s[0] + g));
    }

    @Test
    void nesterovLooksAhead() {
        check(Sgd.rate(0.1f).withMomentum(0.9f).withNesterov(), (g, w, s, t) -> {
            s[0] = 0.9 * s[0] + g;
            return w - 0.1 * (g + 0.9 * s[0]);
        });
        assertThatThrownBy(() -> Sgd.rate(0.1f).withNesterov()).hasMessageContaining("momentum above 0");
    }

    @Test
    void adagrad() {
        check(Adagrad.rate(0.1f), (g, w, s, t) -> w - 0.1 * g / (Math.sqrt(s[0] += g * g) + 1e-10));
    }

    @Test
    void rmsProp() {
        check(
                RmsProp.rate(0.01f),
                (g, w, s, t) -> w - 0.01 * g / (Math.sqrt(s[0] = 0.99 * s[0] + 0.01 * g * g) + 1e-8));
    }

    @Test
    void adadelta() {
        check(Adadelta.rate(1f), (g, w, s, t) -> {
            s[0] = 0.9 * s[0] + 0.1 * g * g;
            double delta = Math.sqrt(s[1] + 1e-6) / Math.sqrt(s[0] + 1e-6) * g;
            s[1] = 0.9 * s[1] + 0.1 * delta * delta;
            return w - delta;
        });
    }

    @Test
    void adamWithAndWithoutDecay() {
        for (double decay : new double[] {0, 0.1}) {
            check(Adam.rate(0.05f).withDecay((float) decay), (g, w, s, t) -> {
                s[0] = 0.9 * s[0] + 0.1 * g;
                s[1] = 0.999 * s[1] + 0.001 * g * g;
                double m = s[0] / (1 - Math.pow(0.9, t));
                double v = s[1] / (1 - Math.pow(0.999, t));
                return w * (1 - 0.05 * decay) - 0.05 * m / (Math.sqrt(v) + 1e-8);
            });
        }
    }

    @Test
    void aRestoredOptimizerGoesOnInTheSameBits() {
        var straight = Model.fresh();
        var optimizer = Optimizer.of(Adam.rate(0.05f));
        for (int t = 0; t < 5; t++) {
            optimizer.update(straight, gradients(straight));
        }
        var copy = new Model(straight.w.toWeight());
        var restored = Optimizer.of(Adam.rate(0.05f));
        restored.restore(copy, optimizer.state());
        for (int t = 0; t < 5; t++) {
            optimizer.update(straight, gradients(straight));
            restored.update(copy, gradients(copy));
        }
        assertThat(copy.w.toArray()).isEqualTo(straight.w.toArray());
    }

    @Test
    void clippingBoundsWhatItSays() {
        var model = Model.fresh(); // gradient 1, -0.2, 1.5
        double norm = Math.sqrt(1 + 0.04 + 2.25);
        var gradients = gradients(model);
        var scaled = new Bound((float) (1 / norm), Float.POSITIVE_INFINITY);
        assertThat(new Clip.GlobalNorm(1).bound(model.w, gradients)).isEqualTo(scaled);
        assertThat(new Clip.TensorNorm(1).bound(model.w, gradients)).isEqualTo(scaled);
        assertThat(new Clip.GlobalNorm(10).bound(model.w, gradients)).isEqualTo(Bound.NONE);
        assertThat(new Clip.TensorNorm(10).bound(model.w, gradients)).isEqualTo(Bound.NONE);
        var value = new Clip.Value(0.5f).bound(model.w, gradients);
        assertThat(new float[] {value.of(1f), value.of(-0.2f), value.of(-1.5f)}).containsExactly(0.5f, -0.2f, -0.5f);
        assertThatThrownBy(() -> new Clip.GlobalNorm(0)).hasMessageContaining("above 0");
    }

    private static List<Rule> everyRule() {
        return List.of(
                Sgd.rate(0.1f),
                Sgd.rate(0.1f).withMomentum(0.9f),
                Sgd.rate(0.1f).withMomentum(0.9f).withNesterov(),
                Adam.rate(0.1f),
                RmsProp.rate(0.1f),
                Adagrad.rate(0.1f),
                Adadelta.rate(0.1f));
    }

    /** For every rule: a penalty is, to the bit, its gradient λ w added to that of the loss. */
    @Test
    void everyRuleReadsThePenalty() {
        float l2 = 0.5f;
        for (var rule : everyRule()) {
            var model = Model.fresh();
            var expected = model.w.toArray();
            var slots = new float[rule.slots()][3];
            var optimizer = Optimizer.of(rule, l2, Map.of());
            for (int t = 1; t <= 3; t++) {
                var gradients = gradients(model);
                var penalised = new float[3];
                for (int i = 0; i < 3; i++) {
                    penalised[i] = gradients.of(model.w).at(0, i) + l2 * expected[i];
                }
                rule.apply(new Rule.Update(t, 0.1f, penalised, Bound.NONE, 0, slots), expected, 0, 3);
                optimizer.update(model, gradients);
            }
            assertThat(model.w.toArray()).as("%s", rule).isEqualTo(expected);
        }
    }

    /** For every rule: an update with a clip is, to the bit, one with gradients that were clipped before. */
    @Test
    void everyRuleReadsBoundedGradients() {
        for (var rule : everyRule()) {
            for (var clip : List.of(new Clip.GlobalNorm(0.3f), new Clip.TensorNorm(0.7f), new Clip.Value(0.4f))) {
                var model = Model.fresh();
                var expected = model.w.toArray();
                var slots = new float[rule.slots()][3];
                var optimizer = Optimizer.of(rule);
                for (int t = 1; t <= 3; t++) {
                    var gradients = gradients(model);
                    var bound = clip.bound(model.w, gradients);
                    var clipped = new float[3];
                    for (int i = 0; i < 3; i++) {
                        clipped[i] = bound.of(gradients.of(model.w).at(0, i));
                    }
                    rule.apply(new Rule.Update(t, 0.1f, clipped, Bound.NONE, 0, slots), expected, 0, 3);
                    optimizer.update(model, gradients, clip);
                }
                assertThat(model.w.toArray()).as("%s, %s", rule, clip).isEqualTo(expected);
            }
        }
    }

    /** A table of which few rows are used: what is left out of the gradient, norm and update changes no bit. */
    @Test
    void rowsThatNobodyUsedAreLeftOut() {
        for (var rule :
                List.of(Sgd.rate(0.1f), Sgd.rate(0.1f).withMomentum(0.9f), Adam.rate(0.1f), Adagrad.rate(0.1f))) {
            var some = new Model(Init.seed(1).uniform(1, 300, 17));
            var all = new Model(some.w.toWeight());
            var first = Optimizer.of(rule);
            var second = Optimizer.of(rule);
            for (int t = 0; t < 4; t++) {
                int[] ids = {7 + t, 299, 7, 120 * t % 300};
                try (var sparse = squares(some, ids, Tensor.zeros(1, 17));
                        var dense = squares(all, ids, all.w)) {
                    assertThat(sparse.norm()).isEqualTo(dense.norm());
                    first.update(some, sparse, new Clip.GlobalNorm(1));
                    second.update(all, dense, new Clip.GlobalNorm(1));
                }
                assertThat(some.w.toArray()).as("%s", rule).isEqualTo(all.w.toArray());
            }
        }
    }

    /** Of the sum of the squares of some rows, and of nothing of a tensor as a whole. */
    private static Gradients squares(Model model, int[] ids, Tensor dense) {
        return Tape.run(
                        Step.evaluation(),
                        () -> Outcome.of(model.w
                                .gather(ids)
                                .square()
                                .sum()
                                .plus(dense.times(0f).sum())))
                .gradients();
    }

    @Test
    void noBoundChangesNothing() {
        for (float g : new float[] {0f, -0f, 1e-45f, -3.4e38f, Float.NEGATIVE_INFINITY, Float.NaN}) {
            assertThat(Float.floatToIntBits(Bound.NONE.of(g))).isEqualTo(Float.floatToIntBits(g));
        }
    }

    @Test
    void schedulesFollowTheirCurves() {
        assertThat(new Schedule.StepDecay(1, 0.5f, 10).rate(25)).isEqualTo(0.25f);
        var cosine = new Schedule.Cosine(1, 0.1f, 100);
        assertThat(cosine.rate(0)).isEqualTo(1f);
        assertThat(cosine.rate(50)).isCloseTo(0.55f, offset(1e-6f));
        assertThat(cosine.rate(1000)).isEqualTo(0.1f);
        var warm = new Schedule.WarmUp(4, new Schedule.Constant(1));
        assertThat(warm.rate(0)).isEqualTo(0.25f);
        assertThat(warm.rate(3)).isEqualTo(1f);
        assertThat(warm.rate(9)).isEqualTo(1f);
        var root = new Schedule.WarmUp(4, new Schedule.InverseRoot(1, 4));
        for (int t = 1; t < 40; t++) {
            double expected = 2 * Math.min(1 / Math.sqrt(t), t * Math.pow(4, -1.5)); // Vaswani et al. 2017, times 2
            assertThat((double) root.rate(t - 1)).isCloseTo(expected, offset(1e-6));
        }
        assertThatThrownBy(() -> new Schedule.InverseRoot(1, 0)).hasMessageContaining("at least 1 step");
        assertThatThrownBy(() -> new Schedule.Constant(-1)).hasMessageContaining("above 0");
    }
}
