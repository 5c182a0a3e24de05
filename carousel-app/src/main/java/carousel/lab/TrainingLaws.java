package carousel.lab;

import static carousel.lab.check.Doubles.vector;
import static carousel.lab.check.Law.title;

import carousel.lab.check.Doubles;
import carousel.lab.check.Law;
import carousel.lab.check.Runs;
import carousel.optim.Adagrad;
import carousel.optim.Adam;
import carousel.optim.Clip;
import carousel.optim.Optimizer;
import carousel.optim.RmsProp;
import carousel.optim.Rule;
import carousel.optim.Schedule;
import carousel.optim.Sgd;
import carousel.tensor.Gradients;
import carousel.tensor.Tensor;
import carousel.train.Freeze;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.function.UnaryOperator;

/** From gradients to new weights: rules by hand, clipping, schedules. Safe for many threads. */
final class TrainingLaws {
    private static final float RATE = 0.1f;
    private static final int UPDATES = 10;
    private static final double[] BEGIN = {1, -2, 0.5, 3, -0.25};

    private TrainingLaws() {}

    /** One element's next value from its gradient, in double; the slots are what the rule remembers. */
    private interface Hand {
        double next(double w, double g, int t, double... slots);
    }

    static List<Law<?>> all() {
        return List.of(
                rule(
                        title("sgd", "B9", "Robbins, Monro 1951", "w' = w - rate g"),
                        Sgd.rate(RATE),
                        Sgd.rate(RATE * 1.01f),
                        (w, g, t, s) -> w - RATE * g),
                rule(
                        title("momentum", "B9", "Polyak 1964", "v' = 0.9 v + g, w' = w - rate v'"),
                        Sgd.rate(RATE).withMomentum(0.9f),
                        Sgd.rate(RATE).withMomentum(0.5f),
                        (w, g, t, s) -> {
                            s[0] = 0.9f * s[0] + g;
                            return w - RATE * s[0];
                        }),
                rule(
                        title("nesterov", "B9", "Sutskever et al. 2013", "v' = 0.9 v + g, w' = w - rate (g + 0.9 v')"),
                        Sgd.rate(RATE).withMomentum(0.9f).withNesterov(),
                        Sgd.rate(RATE).withMomentum(0.9f),
                        (w, g, t, s) -> {
                            s[0] = 0.9f * s[0] + g;
                            return w - RATE * (g + 0.9f * s[0]);
                        }),
                rule(
                        title(
                                "adagrad",
                                "B9",
                                "Duchi, Hazan, Singer 2011",
                                "s' = s + g^2, w' = w - rate g / (sqrt(s') + eps)"),
                        Adagrad.rate(RATE),
                        RmsProp.rate(RATE),
                        (w, g, t, s) -> {
                            s[0] += g * g;
                            return w - RATE * g / (Math.sqrt(s[0]) + 1e-10);
                        }),
                rule(
                        title(
                                "rmsprop",
                                "B9",
                                "Tieleman, Hinton 2012",
                                "s' = 0.99 s + 0.01 g^2, w' = w - rate g / (sqrt(s') + eps)"),
                        RmsProp.rate(RATE),
                        new RmsProp(new Schedule.Constant(RATE), 0.9f, 1e-8f),
                        (w, g, t, s) -> {
                            s[0] = 0.99f * s[0] + (1 - 0.99f) * g * g;
                            return w - RATE * g / (Math.sqrt(s[0]) + 1e-8);
                        }),
                rule(
                        title("adam", "B9", "Kingma, Ba 2015", "both moments corrected for their start at zero"),
                        Adam.rate(RATE),
                        new Adam(new Schedule.Constant(RATE), 0.8f, 0.999f, 1e-8f, 0),
                        (w, g, t, s) -> w - adam(g, t, s)),
                rule(
                        title(
                                "weight-decay",
                                "B9",
                                "Loshchilov, Hutter 2019",
                                "decay is decoupled: w shrinks by rate times decay, past the moments"),
                        Adam.rate(RATE).withDecay(0.2f),
                        new Penalised(Adam.rate(RATE), 0.2f),
                        (w, g, t, s) -> w * (1 - RATE * 0.2f) - adam(g, t, s)),
                firstStep(),
                terminal(),
                clip(
                        title(
                                "clip-norm",
                                "B6",
                                "Pascanu, Mikolov, Bengio 2013",
                                "all gradients times min(1, c / their common norm)"),
                        new Clip.GlobalNorm(1),
                        new Clip.TensorNorm(1)),
                clip(
                        title(
                                "clip-tensor",
                                "B6",
                                "each tensor's own norm",
                                "each gradient times min(1, c / its own norm)"),
                        new Clip.TensorNorm(1),
                        new Clip.GlobalNorm(1)),
                clip(
                        title("clip-value", "B6", "element by element", "each element within -c and c"),
                        new Clip.Value(1),
                        new Clip.GlobalNorm(1)),
                schedule(
                        title(
                                "cosine-schedule",
                                "B9",
                                "Loshchilov, Hutter 2017",
                                "half a cosine from the first rate to the last"),
                        new Schedule.Cosine(0.1f, 0.01f, 100),
                        new Schedule.Cosine(0.1f, 0.01f, 90),
                        t -> 0.01 + 0.09 * (1 + Math.cos(Math.PI * Math.min(t, 100) / 100)) / 2),
                schedule(
                        title("warm-up", "B9", "Goyal et al. 2017", "the rate rises in equal parts to its full size"),
                        new Schedule.WarmUp(50, new Schedule.Constant(0.1f)),
                        new Schedule.WarmUp(40, new Schedule.Constant(0.1f)),
                        t -> 0.1 * Math.min(1, (t + 1) / 50.0)),
                schedule(
                        title(
                                "step-schedule",
                                "B9",
                                "floor of t / s",
                                "the rate falls by a factor every so many updates"),
                        new Schedule.StepDecay(0.1f, 0.5f, 20),
                        new Schedule.StepDecay(0.1f, 0.5f, 21),
                        t -> 0.1 * Math.pow(0.5, t / 20)),
                frozen(),
                resumed());
    }

    private static double adam(double g, int t, double... s) {
        s[0] += (1 - 0.9f) * (g - s[0]);
        s[1] = 0.999f * s[1] + (1 - 0.999f) * g * g;
        double first = s[0] / (1 - Math.pow(0.9f, t));
        double second = s[1] / (1 - Math.pow(0.999f, t));
        return RATE * first / (Math.sqrt(second) + 1e-8);
    }

    /** As some libraries do it: the decay goes through the gradient, and so through the moments. */
    private record Penalised(Rule rule, float decay) implements Rule {
        @Override
        public Schedule schedule() {
            return rule.schedule();
        }

        @Override
        public int slots() {
            return rule.slots();
        }

        @Override
        public void apply(Update update, float[] w, int from, int to) {
            var gradient = update.gradient().clone();
            for (int i = from; i < to; i++) {
                gradient[i] += decay * w[i];
            }
            rule.apply(
                    new Update(update.number(), update.rate(), gradient, update.bound(), update.l2(), update.slots()),
                    w,
                    from,
                    to);
        }
    }

    private static Tensor begin() {
        return Tensor.weight(Doubles.floats(BEGIN), BEGIN.length);
    }

    /** The gradient of (w² + w) / 2 is w + 1/2: it changes with the weight, in every element. */
    private static Gradients gradients(Tensor w) {
        return Runs.gradients(() -> w.square().plus(w).sum().times(0.5f));
    }

    private static Law<?> rule(Law.Title title, Rule right, Rule wrong, Hand hand) {
        return title.check(() -> right, () -> wrong, (rule, found) -> {
            var w = begin();
            var optimizer = Optimizer.of(rule);
            var expected = BEGIN.clone();
            var slots = new double[BEGIN.length][2];
            for (int t = 1; t <= UPDATES; t++) {
                optimizer.update(w, gradients(w));
                for (int i = 0; i < expected.length; i++) {
                    expected[i] = hand.next(expected[i], expected[i] + 0.5, t, slots[i]);
                }
                if (t == 1 || t == UPDATES) {
                    found.same("w after " + t + " updates", expected, vector(w), 2e-6);
                }
            }
        });
    }

    private static Law<?> firstStep() {
        return title(
                        "adam-first-step",
                        "B9",
                        "m / sqrt(v) = sign g",
                        "Adam's first step is as long as the rate, however large the gradient")
                .<Rule>check(() -> Adam.rate(RATE), () -> RmsProp.rate(RATE), (rule, found) -> {
                    for (float scale : new float[] {1e-3f, 1, 1e3f}) {
                        var w = Tensor.weight(new float[] {0}, 1);
                        Optimizer.of(rule)
                                .update(w, Runs.gradients(() -> w.times(scale).sum()));
                        found.equal("step at gradient " + scale, -RATE, w.item(), 2e-6);
                    }
                });
    }

    private static Law<?> terminal() {
        return title(
                        "momentum-terminal",
                        "B9",
                        "geometric series",
                        "under a constant gradient, momentum's step tends to rate g / (1 - 0.9)")
                .check(() -> 0.9f, () -> 0.8f, (momentum, found) -> {
                    var w = Tensor.weight(new float[] {0}, 1);
                    var optimizer = Optimizer.of(Sgd.rate(RATE).withMomentum(momentum));
                    float before = 0;
                    for (int t = 1; t <= 200; t++) {
                        before = w.item();
                        optimizer.update(w, Runs.gradients(() -> w.sum()));
                        if (t == 1 || t == 10 || t == 200) {
                            double expected = -RATE * (1 - Math.pow(0.9, t)) / (1 - 0.9);
                            found.equal("step " + t, expected, w.item() - before, 2e-5);
                        }
                    }
                });
    }

    /** Two weights with gradients (3, 4) and (0.3, -0.4): norms 5 and 0.5. */
    private static Law<?> clip(Law.Title title, Clip right, Clip wrong) {
        UnaryOperator<double[]> hand = g -> switch (right) {
            case Clip.GlobalNorm c -> Doubles.times(c.max() / Math.sqrt(25.25), g);
            case Clip.TensorNorm c -> Doubles.times(Math.min(1, c.max() / Doubles.norm(g)), g);
            case Clip.Value c -> Doubles.each(v -> Math.max(-c.max(), Math.min(c.max(), v)), g);
            case Clip.None _ -> g;
        };
        return title.check(() -> right, () -> wrong, (clip, found) -> {
            var one = Tensor.weight(new float[2], 2);
            var other = Tensor.weight(new float[2], 2);
            double[] g = {3, 4};
            double[] h = {0.3f, -0.4f};
            var gradients = Runs.gradients(() -> one.times(Tensor.of(Doubles.floats(g), 2))
                    .plus(other.times(Tensor.of(Doubles.floats(h), 2)))
                    .sum());
            found.equal("norm of all before", Math.sqrt(25.25), gradients.norm(), 1e-6);
            Optimizer.of(Sgd.rate(1)).update(List.of(one, other), gradients, clip);
            found.same("gradient (3, 4), c = 1", hand.apply(g), Doubles.times(-1, vector(one)), 1e-6);
            found.same("gradient (0.3, -0.4), c = 1", hand.apply(h), Doubles.times(-1, vector(other)), 1e-6);
        });
    }

    private static Law<?> schedule(Law.Title title, Schedule right, Schedule wrong, LongToDoubleFunction hand) {
        return title.check(() -> right, () -> wrong, (schedule, found) -> {
            for (long t : new long[] {0, 1, 20, 49, 50, 95, 200}) {
                found.equal("rate of update " + t, hand.applyAsDouble(t), schedule.rate(t), 1e-8);
            }
        });
    }

    private static Law<?> frozen() {
        return title(
                        "frozen",
                        "B8",
                        "a constant has no gradient",
                        "what is frozen keeps its bits while the rest learns")
                .<UnaryOperator<List<Tensor>>>check(() -> Freeze.of("0")::constants, () -> w -> w, (freeze, found) -> {
                    var weights = freeze.apply(List.of(begin(), begin()));
                    var fixed = weights.getFirst();
                    var free = weights.getLast();
                    var before = fixed.toArray();
                    var optimizer = Optimizer.of(Adam.rate(RATE).withDecay(0.1f));
                    for (int t = 0; t < UPDATES; t++) {
                        optimizer.update(
                                weights, Runs.gradients(() -> fixed.times(free).sum()));
                    }
                    found.bits("frozen weights", before, fixed.toArray());
                    found.atLeast("largest change of the others", RATE, Math.abs(free.toArray()[3] - 3));
                });
    }

    private static Law<?> resumed() {
        return title(
                        "optimizer-resume",
                        "B8",
                        "a snapshot holds everything",
                        "ten updates = five, a snapshot, and five more, to the bit")
                .<UnaryOperator<Optimizer>>check(
                        () -> optimizer -> {
                            var again = Optimizer.of(Adam.rate(RATE));
                            again.restore(begin(), optimizer.state());
                            return again;
                        },
                        () -> optimizer -> Optimizer.of(Adam.rate(RATE)),
                        (resume, found) -> {
                            var whole = begin();
                            var parts = begin();
                            var one = Optimizer.of(Adam.rate(RATE));
                            var other = Optimizer.of(Adam.rate(RATE));
                            for (int t = 0; t < UPDATES; t++) {
                                other = t == UPDATES / 2 ? resume.apply(other) : other;
                                one.update(whole, gradients(whole));
                                other.update(parts, gradients(parts));
                            }
                            found.bits("weights", whole.toArray(), parts.toArray());
                        });
    }
}
