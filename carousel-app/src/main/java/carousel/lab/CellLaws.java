package carousel.lab;

import static carousel.lab.check.Doubles.each;
import static carousel.lab.check.Doubles.oneMinus;
import static carousel.lab.check.Doubles.plus;
import static carousel.lab.check.Doubles.product;
import static carousel.lab.check.Doubles.sigmoids;
import static carousel.lab.check.Doubles.tanh;
import static carousel.lab.check.Doubles.times;
import static carousel.lab.check.Doubles.vector;
import static carousel.lab.check.Law.title;

import carousel.lab.check.Doubles;
import carousel.lab.check.Law;
import carousel.lab.check.Runs;
import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.recurrent.cell.Highway;
import carousel.recurrent.cell.Jordan;
import carousel.recurrent.cell.LeakyRnn;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.Residual;
import carousel.recurrent.cell.Rnn;
import carousel.recurrent.cell.SkipRnn;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/** Cells without gates are their equations, which unroll by hand in double precision. Safe for many threads. */
final class CellLaws {
    static final int FEATURES = 3;
    static final int HIDDEN = 4;
    private static final int STEPS = 6;
    private static final double ROUNDING = 2e-6;
    private static final Init INIT = Init.seed(1);

    private CellLaws() {}

    static List<Law<?>> all() {
        return List.of(
                rnn("elman", Rnn.Activation.TANH, "h' = tanh(x wx + h wh + b)", Math::tanh),
                rnn("rnn-relu", Rnn.Activation.RELU, "h' = max(0, x wx + h wh + b)", x -> Math.max(0, x)),
                rnn("rnn-logistic", Rnn.Activation.LOGISTIC, "h' = sigmoid(x wx + h wh + b)", Doubles::sigmoid),
                jordan(),
                leaky(),
                skip(),
                residual(),
                highway());
    }

    /** From input and state to the next state. */
    interface Equation {
        double[][] next(double[] x, double[]... state);
    }

    /** Where an equation begins and which part of its state is the output. */
    record Unrolling(double[][] start, Equation equation, int output) {
        static Unrolling of(Equation equation) {
            return new Unrolling(new double[][] {new double[HIDDEN]}, equation, 0);
        }

        static Unrolling of(int parts, Equation equation) {
            return new Unrolling(new double[parts][HIDDEN], equation, 0);
        }

        double[][] outputs(double[]... inputs) {
            var outputs = new double[inputs.length][];
            var state = start;
            for (int t = 0; t < inputs.length; t++) {
                state = equation.next(inputs[t], state);
                outputs[t] = state[output];
            }
            return outputs;
        }
    }

    /** The law that a running cell, made of a cell's weights, computes the equation with these weights. */
    static <C extends Cell<?>> Law<?> law(
            Law.Title title, C form, Function<C, Unrolling> equation, Function<C, Cell<?>> wrong) {
        return law(title, form, FEATURES, equation, wrong);
    }

    private static <C extends Cell<?>> Law<?> law(
            Law.Title title, C form, int features, Function<C, Unrolling> equation, Function<C, Cell<?>> wrong) {
        return title.<Function<C, Cell<?>>>check(() -> cell -> cell, () -> wrong, (running, found) -> {
            var weights = Doubles.drawn(form, 7);
            var inputs = Doubles.inputs(STEPS, features);
            found.same(
                    "outputs of " + STEPS + " steps",
                    equation.apply(weights).outputs(inputs),
                    Runs.outputs(running.apply(weights), inputs),
                    ROUNDING);
        });
    }

    /** An LSTM with drawn weights. */
    static Lstm lstm(int seed) {
        return Doubles.drawn(Lstm.of(FEATURES, HIDDEN, Init.seed(1)), seed);
    }

    /** A state [1,H] that is this value everywhere. */
    static Tensor row(double value) {
        var values = new double[HIDDEN];
        Arrays.fill(values, value);
        return Doubles.tensor(values);
    }

    static double[] affine(double[] x, Tensor wx, Tensor b) {
        return plus(product(x, wx), vector(b));
    }

    private static Law<?> rnn(String name, Rnn.Activation activation, String line, DoubleUnaryOperator f) {
        return law(
                title(name, "A1", "Elman 1990", line),
                Rnn.of(FEATURES, HIDDEN, activation, INIT),
                w -> Unrolling.of((x, s) ->
                        new double[][] {each(f, plus(affine(x, w.wx(), w.b()), product(s[0], w.wh())))}),
                w -> new Rnn(w.wx(), Doubles.tensor(Doubles.transposed(Doubles.matrix(w.wh()))), w.b(), activation));
    }

    static Unrolling tanhEquation(Rnn w) {
        return Unrolling.of((x, s) -> new double[][] {tanh(plus(affine(x, w.wx(), w.b()), product(s[0], w.wh())))});
    }

    private static Law<?> jordan() {
        return law(
                title("jordan", "A1", "Jordan 1986", "h = tanh(x wx + y wy + b), y' = tanh(h wo + bo)"),
                Jordan.of(FEATURES, HIDDEN, INIT),
                w -> Unrolling.of((x, s) -> {
                    var h = tanh(plus(affine(x, w.wx(), w.b()), product(s[0], w.wy())));
                    return new double[][] {tanh(affine(h, w.wo(), w.bo()))};
                }),
                w -> new Jordan(w.wx(), w.wo(), w.b(), w.wy(), w.bo()));
    }

    private static Law<?> leaky() {
        return law(
                title("leaky", "A16", "Mozer 1992; Jaeger 2007", "h' = (1 - a) h + a tanh(x wx + h wh + b)"),
                LeakyRnn.of(FEATURES, HIDDEN, 0.3f, INIT),
                w -> Unrolling.of((x, s) -> {
                    var fresh = tanh(plus(affine(x, w.wx(), w.b()), product(s[0], w.wh())));
                    return new double[][] {plus(times(1 - 0.3f, s[0]), times(0.3f, fresh))};
                }),
                w -> new LeakyRnn(w.wx(), w.wh(), w.b(), 0.7f));
    }

    private static Law<?> skip() {
        return law(
                title("skip", "A16", "El Hihi, Bengio 1996", "h(t) = tanh(x(t) wx + h(t - 2) wh + b)"),
                SkipRnn.of(FEATURES, HIDDEN, 2, INIT),
                w -> new Unrolling(
                        new double[2][HIDDEN],
                        (x, s) -> new double[][] {s[1], tanh(plus(affine(x, w.wx(), w.b()), product(s[0], w.wh())))},
                        1),
                w -> new SkipRnn(w.wx(), w.wh(), w.b(), 3));
    }

    private static Law<?> residual() {
        return law(
                title("residual", "A25", "He et al. 2016", "y = x + h(x): the input passes by the cell"),
                new Residual<>(Rnn.of(HIDDEN, HIDDEN, Rnn.Activation.TANH, INIT)),
                HIDDEN,
                w -> Unrolling.of(2, (x, s) -> {
                    var h = inner((Rnn) w.cell(), x, s[1]);
                    return new double[][] {plus(x, h), h};
                }),
                w -> w.cell());
    }

    private static Law<?> highway() {
        return law(
                title(
                        "highway",
                        "A25",
                        "Srivastava, Greff, Schmidhuber 2015",
                        "y = t h(x) + (1 - t) x, t = sigmoid(x wt + bt)"),
                Highway.of(Rnn.of(HIDDEN, HIDDEN, Rnn.Activation.TANH, INIT), HIDDEN, INIT),
                HIDDEN,
                w -> Unrolling.of(2, (x, s) -> {
                    var h = inner((Rnn) w.cell(), x, s[1]);
                    var t = sigmoids(affine(x, w.wt(), w.bt()));
                    return new double[][] {plus(times(t, h), times(oneMinus(t), x)), h};
                }),
                w -> new Highway<>(w.cell(), w.wt(), w.bt().negate()));
    }

    private static double[] inner(Rnn w, double[] x, double... h) {
        return tanh(plus(affine(x, w.wx(), w.b()), product(h, w.wh())));
    }
}
