package carousel.lab;

import static carousel.lab.check.Law.title;

import carousel.lab.check.Doubles;
import carousel.lab.check.Law;
import carousel.lab.check.Runs;
import carousel.lab.machine.StackMachine;
import carousel.lab.machine.StackMachine.Act;
import carousel.lab.machine.StackMachine.Move;
import carousel.lab.machine.StackMachine.Top;
import carousel.lab.machine.StackNetwork;
import carousel.recurrent.Causal;
import carousel.recurrent.Recurrent;
import carousel.recurrent.cell.Rnn;
import carousel.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Random;

/** Networks with weights set by hand compute: counters, parity, and any machine with two stacks. Safe for many threads. */
final class MachineLaws {
    private static final int ACCEPT = 3;
    private static final int REJECT = 4;
    private static final float ONE = 0.75f;

    private MachineLaws() {}

    static List<Law<?>> all() {
        return List.of(
                counter(),
                parity(),
                language(
                        title(
                                "machine-anbncn",
                                "A30",
                                "Siegelmann, Sontag 1995; Gers, Schmidhuber 2001",
                                "a network of rectifiers with set weights accepts a^n b^n c^n and nothing else, n to 12"),
                        new StackMachine(5, 4, MachineLaws::powers),
                        "aabbcc abc $ aabbc aabcc abbcc abcc ba aabbccc acb abcabc aaaaaaaaaaaabbbbbbbbbbbbcccccccccccc"
                                + " aaaaaaaaaaaabbbbbbbbbbbcccccccccccc",
                        "a+b+c+"),
                language(
                        title(
                                "machine-palindromes",
                                "A30",
                                "Siegelmann, Sontag 1995",
                                "a network of rectifiers with set weights accepts w c w-reversed, w of a and b, to 12"),
                        new StackMachine(5, 4, MachineLaws::palindromes),
                        "abcba c abbacabba abcab abc cba aacaaa ababababababcbabababababa ababababababcbabababababb",
                        "[ab]*c[ab]*"),
                programs());
    }

    static Rnn net(Rnn.Activation activation, float[] wx, float[] wh, float... b) {
        int units = b.length;
        return new Rnn(
                Tensor.of(wx, wx.length / units, units), Tensor.of(wh, units, units), Tensor.of(b, units), activation);
    }

    private static Law<?> counter() {
        return title(
                        "counter",
                        "A30",
                        "Weiss, Goldberg, Yahav 2018",
                        "one rectifier counts brackets exactly, 100,000 of them")
                .check(() -> Rnn.Activation.RELU, () -> Rnn.Activation.TANH, (activation, found) -> {
                    var inputs = new double[100_000][1];
                    var random = new Random(1);
                    var depths = new double[inputs.length];
                    int depth = 0;
                    for (int t = 0; t < inputs.length; t++) {
                        boolean opens = depth == 0 || random.nextInt(1000) < 503;
                        inputs[t][0] = opens ? 1 : -1;
                        depth += opens ? 1 : -1;
                        depths[t] = depth;
                    }
                    var net = net(activation, new float[] {1}, new float[] {1}, 0);
                    found.exactly("depth at the end", depth, Runs.outputs(net, inputs)[inputs.length - 1][0]);
                    found.same("depths", depths, Doubles.flat(Runs.outputs(net, inputs)), 0);
                });
    }

    /** s' = x xor s = relu(x + s) - 2 relu(x + s - 1). */
    private static Law<?> parity() {
        return title(
                        "parity",
                        "A20",
                        "x xor s = relu(x + s) - 2 relu(x + s - 1)",
                        "two rectifiers keep the parity of 10,000 bits exactly")
                .check(() -> -1f, () -> -0.9f, (threshold, found) -> {
                    var net = net(Rnn.Activation.RELU, new float[] {1, 1}, new float[] {1, 1, -2, -2}, 0, threshold);
                    var inputs = new double[10_000][1];
                    var random = new Random(2);
                    var expected = new double[inputs.length];
                    var outputs = new double[inputs.length];
                    int parity = 0;
                    for (int t = 0; t < inputs.length; t++) {
                        inputs[t][0] = random.nextInt(2);
                        parity ^= (int) inputs[t][0];
                        expected[t] = parity;
                    }
                    var h = Runs.outputs(net, inputs);
                    for (int t = 0; t < inputs.length; t++) {
                        outputs[t] = h[t][0] - 2 * h[t][1];
                    }
                    found.same("parities", expected, outputs, 0);
                });
    }

    private static Move powers(int state, int symbol, Top one, Top two) {
        boolean full = one == Top.ONE;
        boolean owed = one == Top.EMPTY && two == Top.ONE;
        boolean even = one == Top.EMPTY && two == Top.EMPTY;
        if (state == 0 && symbol == 0) {
            return new Move(0, Act.PUSH_ONE, Act.KEEP);
        }
        if ((state == 0 || state == 1) && symbol == 1 && full) {
            return new Move(1, Act.POP, Act.PUSH_ONE);
        }
        if ((state == 1 || state == 2) && symbol == 2 && owed) {
            return new Move(2, Act.KEEP, Act.POP);
        }
        boolean ends = symbol == 3 && (state == 0 || state == 2) && even;
        return new Move(ends ? ACCEPT : REJECT, Act.KEEP, Act.KEEP);
    }

    private static Move palindromes(int state, int symbol, Top one, Top two) {
        if (state == 0 && symbol < 2) {
            return new Move(0, symbol == 0 ? Act.PUSH_ZERO : Act.PUSH_ONE, Act.KEEP);
        }
        if (state == 0 && symbol == 2) {
            return new Move(1, Act.KEEP, Act.KEEP);
        }
        if (state == 1 && (symbol == 0 && one == Top.ZERO || symbol == 1 && one == Top.ONE)) {
            return new Move(1, Act.POP, Act.KEEP);
        }
        boolean ends = state == 1 && symbol == 3 && one == Top.EMPTY && two == Top.EMPTY;
        return new Move(ends ? ACCEPT : REJECT, Act.KEEP, Act.KEEP);
    }

    /** Words of a, b, c; $ alone is the empty word. What is expected is decided by looking at the word. */
    private static Law<?> language(Law.Title title, StackMachine machine, String words, String form) {
        return title.check(() -> ONE, () -> 0.5f, (one, found) -> {
            var network = StackNetwork.of(machine, one);
            for (var word : words.split(" ")) {
                var letters = word.replace("$", "");
                var symbols =
                        (letters + "d").chars().map(letter -> letter - 'a').toArray();
                var h = run(network, machine, symbols);
                found.exactly(
                        "accepts " + word, accepts(letters, form) ? 1 : 0, network.state(ACCEPT, h[h.length - 1]));
            }
        });
    }

    private static boolean accepts(String word, String form) {
        if (form.equals("a+b+c+")) {
            int n = word.length() / 3;
            return word.equals("a".repeat(n) + "b".repeat(n) + "c".repeat(n));
        }
        return word.matches(form)
                && new StringBuilder(word).reverse().toString().equals(word);
    }

    /** The units after each symbol. */
    private static float[][] run(StackNetwork network, StackMachine machine, int... symbols) {
        var layer = Recurrent.of(network.cell());
        var inputs = new double[symbols.length * StackNetwork.STEPS][machine.symbols()];
        for (int t = 0; t < symbols.length; t++) {
            inputs[t * StackNetwork.STEPS + StackNetwork.READING][symbols[t]] = 1;
        }
        var scan = layer.scan(Runs.sequence(inputs), new Causal.State(new Rnn.State(network.start())));
        var h = new float[symbols.length][];
        for (int t = 0; t < symbols.length; t++) {
            h[t] = scan.outputs().step((t + 1) * StackNetwork.STEPS - 1).toArray();
        }
        return h;
    }

    private static Law<?> programs() {
        return title(
                        "machine-programs",
                        "A30",
                        "Siegelmann, Sontag 1995",
                        "a network of rectifiers runs any two-stack program step by step, stacks and states to the bit")
                .check(() -> ONE, () -> 0.5f, (one, found) -> {
                    for (int seed = 1; seed <= 8; seed++) {
                        var machine = random(seed);
                        var network = StackNetwork.of(machine, one);
                        var run = new StackMachine.Run(machine);
                        var symbols =
                                new Random(seed).ints(60, 0, machine.symbols()).toArray();
                        var h = run(network, machine, symbols);
                        int steps = 0;
                        int wrong = 0;
                        int deepest = 0;
                        while (steps < symbols.length) {
                            run.step(symbols[steps]);
                            if (run.depth() > StackNetwork.DEEPEST) {
                                break;
                            }
                            deepest = Math.max(deepest, run.depth());
                            wrong += agrees(run, network, machine, h[steps++]) ? 0 : 1;
                        }
                        found.exactly(
                                "program " + seed + ", wrong of " + steps + " steps, stacks to " + deepest, 0, wrong);
                    }
                });
    }

    private static boolean agrees(StackMachine.Run run, StackNetwork network, StackMachine machine, float... h) {
        boolean same = run.fraction(0) == network.fraction(0, h) && run.fraction(1) == network.fraction(1, h);
        for (int q = 0; q < machine.states(); q++) {
            same &= network.state(q, h) == (q == run.state() ? 1 : 0);
        }
        return same;
    }

    /** Pushes and pops about as often. */
    private static StackMachine random(int seed) {
        var moves = new HashMap<String, Move>();
        var random = new Random(seed);
        var acts = List.of(Act.KEEP, Act.PUSH_ZERO, Act.PUSH_ONE, Act.POP, Act.POP);
        for (int q = 0; q < 4; q++) {
            for (int symbol = 0; symbol < 3; symbol++) {
                for (var one : Top.values()) {
                    for (var two : Top.values()) {
                        var move =
                                new Move(random.nextInt(4), acts.get(random.nextInt(5)), acts.get(random.nextInt(5)));
                        moves.put(q + " " + symbol + " " + one + " " + two, move);
                    }
                }
            }
        }
        return new StackMachine(4, 3, (q, symbol, one, two) -> moves.get(q + " " + symbol + " " + one + " " + two));
    }
}
