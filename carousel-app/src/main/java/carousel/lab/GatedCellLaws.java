package carousel.lab;

import static carousel.lab.CellLaws.FEATURES;
import static carousel.lab.CellLaws.HIDDEN;
import static carousel.lab.CellLaws.affine;
import static carousel.lab.CellLaws.law;
import static carousel.lab.check.Doubles.normalised;
import static carousel.lab.check.Doubles.oneMinus;
import static carousel.lab.check.Doubles.plus;
import static carousel.lab.check.Doubles.product;
import static carousel.lab.check.Doubles.sigmoids;
import static carousel.lab.check.Doubles.split;
import static carousel.lab.check.Doubles.tanh;
import static carousel.lab.check.Doubles.times;
import static carousel.lab.check.Doubles.vector;
import static carousel.lab.check.Law.title;

import carousel.lab.CellLaws.Unrolling;
import carousel.lab.check.Doubles;
import carousel.lab.check.Law;
import carousel.lab.check.Mutant;
import carousel.layer.Init;
import carousel.recurrent.cell.CoupledLstm;
import carousel.recurrent.cell.FullPeepholeLstm;
import carousel.recurrent.cell.Gru;
import carousel.recurrent.cell.LayerNormGru;
import carousel.recurrent.cell.LayerNormGru.Products;
import carousel.recurrent.cell.LayerNormLstm;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.MinimalGatedUnit;
import carousel.recurrent.cell.PeepholeLstm;
import carousel.recurrent.cell.ProjectedLstm;
import carousel.recurrent.cell.ResetBeforeGru;
import carousel.recurrent.cell.Update;
import carousel.tensor.Tensor;
import java.util.List;

/** Gated cells are their equations. What is wrong here is what papers and libraries disagree about. Safe for many threads. */
final class GatedCellLaws {
    private static final Init INIT = Init.seed(2);

    private GatedCellLaws() {}

    static List<Law<?>> all() {
        return List.of(
                lstm(),
                peephole(),
                fullPeephole(),
                coupled(),
                projected(),
                layerNormLstm(),
                gru(),
                resetBeforeGru(),
                layerNormGru(),
                minimal());
    }

    /** i f g o of inputs and state. */
    private static double[][] gates(double[] x, double[] h, Tensor wx, Tensor wh, Tensor b) {
        return split(4, plus(affine(x, wx, b), product(h, wh)));
    }

    private static double[] content(double[][] gates, double... c) {
        return plus(times(sigmoids(gates[1]), c), times(sigmoids(gates[0]), tanh(gates[2])));
    }

    private static Law<?> lstm() {
        return law(
                title(
                        "lstm",
                        "A7",
                        "Hochreiter, Schmidhuber 1997; Gers et al. 2000",
                        "c' = sigmoid(f) c + sigmoid(i) tanh(g), h' = sigmoid(o) tanh(c')"),
                Lstm.of(FEATURES, HIDDEN, INIT),
                GatedCellLaws::equation,
                w -> new Lstm(swapped(w.wx()), swapped(w.wh()), swapped(w.b()))); // as Knet orders i and f
    }

    static Unrolling equation(Lstm w) {
        return Unrolling.of(2, (x, s) -> {
            var gates = gates(x, s[0], w.wx(), w.wh(), w.b());
            var c = content(gates, s[1]);
            return new double[][] {times(sigmoids(gates[3]), tanh(c)), c};
        });
    }

    /** The first two of four blocks of columns exchanged. */
    private static Tensor swapped(Tensor tensor) {
        var blocks = tensor.split(4);
        return Tensor.concatColumns(blocks[1], blocks[0], blocks[2], blocks[3]);
    }

    private static Law<?> peephole() {
        return law(
                title("peephole", "A11", "Gers, Schmidhuber 2000; Graves 2013", "i and f see c, but o sees the new c'"),
                PeepholeLstm.of(FEATURES, HIDDEN, INIT),
                w -> Unrolling.of(2, (x, s) -> {
                    var gates = gates(x, s[0], w.wx(), w.wh(), w.b());
                    gates[0] = plus(gates[0], times(vector(w.pi()), s[1]));
                    gates[1] = plus(gates[1], times(vector(w.pf()), s[1]));
                    var c = content(gates, s[1]);
                    var o = sigmoids(plus(gates[3], times(vector(w.po()), c)));
                    return new double[][] {times(o, tanh(c)), c};
                }),
                w -> new Mutant<>(w, (x, s) -> {
                    var gates = x.plus(s.h().matmul(w.wh())).split(4);
                    var i = gates[0].plus(s.c().times(w.pi())).sigmoid();
                    var f = gates[1].plus(s.c().times(w.pf())).sigmoid();
                    var o = gates[3].plus(s.c().times(w.po())).sigmoid(); // sees the old content
                    var c = f.times(s.c()).plus(i.times(gates[2].tanh()));
                    return new Lstm.State(o.times(c.tanh()), c);
                }));
    }

    private static Law<?> fullPeephole() {
        return law(
                title("peephole-full", "A11", "concatenated form [c; h; x]", "gates see c through full matrices"),
                FullPeepholeLstm.of(FEATURES, HIDDEN, INIT),
                w -> Unrolling.of(2, (x, s) -> {
                    var gates = gates(x, s[0], w.wx(), w.wh(), w.b());
                    var seen = split(2, product(s[1], w.wc()));
                    gates[0] = plus(gates[0], seen[0]);
                    gates[1] = plus(gates[1], seen[1]);
                    var c = content(gates, s[1]);
                    var o = sigmoids(plus(gates[3], product(c, w.wo())));
                    return new double[][] {times(o, tanh(c)), c};
                }),
                w -> new FullPeepholeLstm(
                        w.wx(), w.wh(), w.b(), w.wc(), Doubles.tensor(Doubles.transposed(Doubles.matrix(w.wo())))));
    }

    private static Law<?> coupled() {
        return law(
                title("coupled", "A7", "Greff et al. 2017 (CIFG)", "one gate for both: f = 1 - i"),
                CoupledLstm.of(FEATURES, HIDDEN, INIT),
                w -> Unrolling.of(2, (x, s) -> {
                    var gates = split(3, plus(affine(x, w.wx(), w.b()), product(s[0], w.wh())));
                    var i = sigmoids(gates[0]);
                    var c = plus(times(oneMinus(i), s[1]), times(i, tanh(gates[1])));
                    return new double[][] {times(sigmoids(gates[2]), tanh(c)), c};
                }),
                w -> new Mutant<>(w, (x, s) -> {
                    var gates = x.plus(s.h().matmul(w.wh())).split(3);
                    var f = gates[0].sigmoid(); // as ONNX couples: i = 1 - f
                    var c = f.times(s.c()).plus(f.negate().plus(1f).times(gates[1].tanh()));
                    return new Lstm.State(gates[2].sigmoid().times(c.tanh()), c);
                }));
    }

    private static Law<?> projected() {
        return law(
                title("projected", "A10", "Sak, Senior, Beaufays 2014 (LSTMP)", "h' = (sigmoid(o) tanh(c')) wp"),
                ProjectedLstm.of(FEATURES, HIDDEN + 2, HIDDEN, INIT),
                w -> new Unrolling(
                        new double[][] {new double[HIDDEN], new double[HIDDEN + 2]},
                        (x, s) -> {
                            var gates = gates(x, s[0], w.wx(), w.wh(), w.b());
                            var c = content(gates, s[1]);
                            return new double[][] {product(times(sigmoids(gates[3]), tanh(c)), w.wp()), c};
                        },
                        0),
                w -> new Mutant<>(w, (x, s) -> {
                    var gates = x.plus(s.h().matmul(w.wh())).split(4);
                    var c = gates[1].sigmoid()
                            .times(s.c())
                            .plus(gates[0].sigmoid().times(gates[2].tanh()));
                    var h = gates[3].sigmoid().times(c).matmul(w.wp()); // no tanh
                    return new Lstm.State(h, c);
                }));
    }

    private static Law<?> layerNormLstm() {
        return law(
                title(
                        "lstm-layer-norm",
                        "A7",
                        "Ba, Kiros, Hinton 2016",
                        "the sums of x, of h, and c' are normalised, each apart"),
                LayerNormLstm.of(FEATURES, HIDDEN, INIT),
                w -> Unrolling.of(2, (x, s) -> {
                    var sum = plus(normalised(w.nx(), product(x, w.wx())), normalised(w.nh(), product(s[0], w.wh())));
                    var gates = split(4, sum);
                    var c = content(gates, s[1]);
                    return new double[][] {times(sigmoids(gates[3]), tanh(normalised(w.nc(), c))), c};
                }),
                w -> new LayerNormLstm(w.wx(), w.wh(), w.nh(), w.nx(), w.nc()));
    }

    private static Law<?> gru() {
        return law(
                title("gru", "A12", "Cho et al. 2014, as cuDNN", "n = tanh(xn + r (h un + bn)), h' = (1 - z) n + z h"),
                Gru.of(FEATURES, HIDDEN, INIT),
                GatedCellLaws::equation,
                w -> new Gru(w.wx(), w.wh(), w.b(), w.bn(), Update.RENEWS));
    }

    static Unrolling equation(Gru w) {
        return Unrolling.of((x, s) -> {
            var input = split(3, affine(x, w.wx(), w.b()));
            var state = split(3, product(s[0], w.wh()));
            var r = sigmoids(plus(input[0], state[0]));
            var z = sigmoids(plus(input[1], state[1]));
            var n = tanh(plus(input[2], times(r, plus(state[2], vector(w.bn())))));
            return new double[][] {plus(times(oneMinus(z), n), times(z, s[0]))};
        });
    }

    private static Law<?> resetBeforeGru() {
        return law(
                title(
                        "gru-reset-before",
                        "A12",
                        "Cho et al. 2014",
                        "n = tanh(xn + (r h) un): reset before the product"),
                ResetBeforeGru.of(FEATURES, HIDDEN, Update.KEEPS, INIT),
                w -> Unrolling.of((x, s) -> {
                    var input = split(3, affine(x, w.wx(), w.b()));
                    var gates = split(2, product(s[0], w.wg()));
                    var r = sigmoids(plus(input[0], gates[0]));
                    var z = sigmoids(plus(input[1], gates[1]));
                    var n = tanh(plus(input[2], product(times(r, s[0]), w.wn())));
                    return new double[][] {plus(times(oneMinus(z), n), times(z, s[0]))};
                }),
                w -> new Gru(w.wx(), Tensor.concatColumns(w.wg(), w.wn()), w.b(), Tensor.zeros(HIDDEN), Update.KEEPS));
    }

    private static Law<?> layerNormGru() {
        return law(
                title(
                        "gru-layer-norm",
                        "A12",
                        "Ba, Kiros, Hinton 2016",
                        "four normalised sums, the reset after the product"),
                LayerNormGru.of(FEATURES, HIDDEN, INIT),
                w -> Unrolling.of((x, s) -> {
                    var gates = split(2, sigmoids(plus(input(w.gates(), x), state(w.gates(), s[0]))));
                    var n = tanh(plus(input(w.candidate(), x), times(gates[0], state(w.candidate(), s[0]))));
                    return new double[][] {plus(times(oneMinus(gates[1]), n), times(gates[1], s[0]))};
                }),
                w -> new LayerNormGru(
                        w.gates(),
                        new Products(
                                w.candidate().wx(),
                                w.candidate().nh(),
                                w.candidate().wh(),
                                w.candidate().nx())));
    }

    private static double[] input(Products w, double... x) {
        return normalised(w.nx(), product(x, w.wx()));
    }

    private static double[] state(Products w, double... h) {
        return normalised(w.nh(), product(h, w.wh()));
    }

    private static Law<?> minimal() {
        return law(
                title("mgu", "A12", "Zhou et al. 2016", "one gate both resets and updates: h' = (1 - f) h + f n"),
                MinimalGatedUnit.of(FEATURES, HIDDEN, INIT),
                w -> Unrolling.of((x, s) -> {
                    var input = split(2, affine(x, w.wx(), w.b()));
                    var f = sigmoids(plus(input[0], product(s[0], w.wf())));
                    var n = tanh(plus(input[1], product(times(f, s[0]), w.wn())));
                    return new double[][] {plus(times(oneMinus(f), s[0]), times(f, n))};
                }),
                w -> new MinimalGatedUnit(w.wx(), w.wn(), w.wf(), w.b()));
    }
}
