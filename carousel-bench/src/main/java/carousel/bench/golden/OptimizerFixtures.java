package carousel.bench.golden;

import static org.bytedeco.pytorch.global.torch.clip_grad_norm_;
import static org.bytedeco.pytorch.global.torch.clip_grad_value_;
import static org.bytedeco.pytorch.global.torch.zeros_like;

import java.util.List;
import java.util.function.Function;
import java.util.function.ObjDoubleConsumer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Adagrad;
import org.bytedeco.pytorch.AdagradOptions;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.RMSprop;
import org.bytedeco.pytorch.RMSpropOptions;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * Where each optimiser takes a weight in ten updates with given gradients, and what clipping makes of gradients. ε is large
 * enough to show whether it stands inside or outside of the root, before or after the correction of the bias.
 */
final class OptimizerFixtures {
    private static final int UPDATES = 10;
    private static final int SIZE = 12;
    private static final double RATE = 0.05;
    private static final double MOMENTUM = 0.9;
    private static final double BETA1 = 0.8;
    private static final double BETA2 = 0.95;
    private static final double EPSILON = 0.01;
    private static final double DECAY = 0.1;

    private OptimizerFixtures() {}

    static List<Fixture> all() {
        return List.of(sgd(), adam(), adamW(), adagrad(), rmsProp(), clip());
    }

    private static Fixture sgd() {
        var options = new SGDOptions(RATE);
        options.momentum().put(MOMENTUM);
        var fixture = new Fixture("sgd-momentum").with("momentum", MOMENTUM);
        return trajectory(fixture, weights -> new SGD(weights, options));
    }

    private static Fixture adam() {
        var options = new AdamOptions(RATE);
        betas(options.betas());
        options.eps().put(EPSILON);
        var fixture = new Fixture("adam").with("beta1", BETA1).with("beta2", BETA2);
        return trajectory(fixture.with("epsilon", EPSILON), weights -> new Adam(weights, options));
    }

    private static Fixture adamW() {
        var options = new AdamWOptions(RATE);
        betas(options.betas());
        options.eps().put(EPSILON);
        options.weight_decay().put(DECAY);
        var fixture = new Fixture("adamw").with("beta1", BETA1).with("beta2", BETA2);
        fixture.with("epsilon", EPSILON).with("decay", DECAY);
        return trajectory(fixture, weights -> new AdamW(weights, options));
    }

    /** Sets a C++ tuple of two; some compilers lay it out from last to first, and the defaults 0.9 and 0.999 show it. */
    private static void betas(DoublePointer tuple) {
        int first = tuple.get(0) < tuple.get(1) ? 0 : 1;
        tuple.put(first, BETA1);
        tuple.put(1 - first, BETA2);
    }

    private static Fixture adagrad() {
        var options = new AdagradOptions(RATE);
        options.eps().put(EPSILON);
        return trajectory(new Fixture("adagrad").with("epsilon", EPSILON), weights -> new Adagrad(weights, options));
    }

    private static Fixture rmsProp() {
        var options = new RMSpropOptions(RATE);
        options.alpha().put(MOMENTUM);
        options.eps().put(EPSILON);
        var fixture = new Fixture("rmsprop").with("decay", MOMENTUM).with("epsilon", EPSILON);
        return trajectory(fixture, weights -> new RMSprop(weights, options));
    }

    private static Fixture trajectory(Fixture fixture, Function<TensorVector, Optimizer> rule) {
        fixture.with("rate", RATE);
        var weight = fixture.input("weight", 1, SIZE);
        var optimizer = rule.apply(new TensorVector(weight));
        for (int t = 0; t < UPDATES; t++) {
            weight.mutable_grad().put(fixture.input("gradient." + t, 1, SIZE).detach());
            optimizer.step();
            fixture.put("weight." + t, weight);
        }
        return fixture;
    }

    /** The gradients of two weights, clipped to a common norm below their own, to one above it, and element by element. */
    private static Fixture clip() {
        var fixture = new Fixture("clip");
        var gradients = List.of(fixture.input("gradient.w", 1, 3, 4), fixture.input("gradient.b", 1, 4));
        clip(fixture, "tight", 0.5, gradients, (weights, bound) -> clip_grad_norm_(weights, bound));
        clip(fixture, "wide", 50, gradients, (weights, bound) -> clip_grad_norm_(weights, bound));
        clip(fixture, "value", 0.25, gradients, (weights, bound) -> clip_grad_value_(weights, bound));
        return fixture;
    }

    private static void clip(
            Fixture fixture, String kind, double bound, List<Tensor> gradients, ObjDoubleConsumer<TensorVector> clip) {
        var weights = gradients.stream().map(OptimizerFixtures::withGradient).toArray(Tensor[]::new);
        clip.accept(new TensorVector(weights), bound);
        fixture.with(kind, bound);
        fixture.put(kind + ".w", weights[0].grad());
        fixture.put(kind + ".b", weights[1].grad());
    }

    private static Tensor withGradient(Tensor gradient) {
        var weight = zeros_like(gradient);
        weight.mutable_grad().put(gradient.detach().clone());
        return weight;
    }
}
