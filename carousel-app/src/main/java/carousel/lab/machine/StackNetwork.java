package carousel.lab.machine;

import carousel.lab.machine.StackMachine.Act;
import carousel.lab.machine.StackMachine.Top;
import carousel.recurrent.cell.Rnn;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A recurrent network of rectifiers whose weights, set by hand, run a machine with two stacks (Siegelmann, Sontag 1995). A
 * stack is one number, a fraction in base 4 with the top first: 1 for a zero, 3 for a one. Each step of the machine takes
 * four of the network, and each unit works in one of them:
 *
 * <pre>
 * scale   4s - 2, 4s - 3, 4s, 4s - 1           rectified
 * read    top = (4s - 2) - (4s - 3), filled = 4s - (4s - 1)
 * decide  one unit for each state, symbol and pair of tops: 1 if all four are so
 * act     keep s, push s/4 + 1/4 or s/4 + 3/4, pop 4s - 2 top - 1: all but one held below 0
 * </pre>
 *
 * <p>All numbers are multiples of 4⁻¹² below 4, which a float holds exactly: stacks may be 12 deep. Immutable.
 */
public final class StackNetwork {
    public static final int STEPS = 4;
    public static final int DEEPEST = 12;
    /** The step of four in which the symbol is read. */
    public static final int READING = 2;

    private static final int STACKS = 2;

    private final StackMachine machine;
    private final Map<String, Integer> units = new HashMap<>();
    private final List<Weight> weights = new ArrayList<>();
    private final List<Weight> inputs = new ArrayList<>();
    private final Map<Integer, Float> biases = new HashMap<>();

    private record Weight(int from, int to, float value) {}

    private StackNetwork(StackMachine machine, float one) {
        this.machine = machine;
        for (int q = 0; q < machine.states(); q++) {
            weigh("state" + q, "scaleState" + q, 1);
            weigh("scaleState" + q, "readState" + q, 1);
        }
        for (int stack = 0; stack < STACKS; stack++) {
            scale(stack);
            read(stack);
        }
        for (int q = 0; q < machine.states(); q++) {
            for (int symbol = 0; symbol < machine.symbols(); symbol++) {
                for (var first : Top.values()) {
                    for (var second : Top.values()) {
                        decide(q, symbol, one, first, second);
                    }
                }
            }
        }
    }

    /**
     * The network of a machine.
     *
     * @param one what a one adds to a stack: 3/4
     */
    public static StackNetwork of(StackMachine machine, float one) {
        return new StackNetwork(machine, one);
    }

    private int unit(String name) {
        return units.computeIfAbsent(name, n -> units.size());
    }

    private void weigh(String from, String to, float value) {
        weights.add(new Weight(unit(from), unit(to), value));
    }

    /** A stack's number is the sum of the units that act on it: only one is not zero. */
    private void fromStack(int stack, String to, float value) {
        for (var act : Act.values()) {
            weigh(act + " " + stack, to, value);
        }
    }

    private void scale(int stack) {
        fromStack(stack, "copy" + stack, 1);
        float[] minus = {0, 1, 2, 3};
        for (float shift : minus) {
            fromStack(stack, "scale" + stack + " " + shift, 4);
            biases.put(unit("scale" + stack + " " + shift), -shift);
        }
    }

    private void read(int stack) {
        weigh("copy" + stack, "readCopy" + stack, 1);
        weigh("readCopy" + stack, "decideCopy" + stack, 1);
        weigh("scale" + stack + " 2.0", "top" + stack, 1);
        weigh("scale" + stack + " 3.0", "top" + stack, -1);
        weigh("scale" + stack + " 0.0", "filled" + stack, 1);
        weigh("scale" + stack + " 1.0", "filled" + stack, -1);
        weigh("top" + stack, "decideTop" + stack, 1);
        for (var act : Act.values()) {
            weigh(
                    "decideCopy" + stack,
                    act + " " + stack,
                    switch (act) {
                        case KEEP -> 1;
                        case PUSH_ZERO, PUSH_ONE -> 0.25f;
                        case POP -> 4;
                    });
        }
        weigh("decideTop" + stack, Act.POP + " " + stack, -2);
    }

    private void decide(int q, int symbol, float one, Top... tops) {
        var rule = "rule " + q + " " + symbol + " " + List.of(tops);
        weigh("readState" + q, rule, 1);
        inputs.add(new Weight(symbol, unit(rule), 1));
        float bias = -3;
        for (int stack = 0; stack < STACKS; stack++) {
            bias += tops[stack] == Top.EMPTY ? 1 : 0;
            weigh(
                    "filled" + stack,
                    rule,
                    switch (tops[stack]) {
                        case EMPTY -> -1;
                        case ZERO -> 1;
                        case ONE -> 0;
                    });
            weigh(
                    "top" + stack,
                    rule,
                    switch (tops[stack]) {
                        case EMPTY -> 0;
                        case ZERO -> -1;
                        case ONE -> 1;
                    });
        }
        biases.put(unit(rule), bias);
        var move = machine.program().move(q, symbol, tops[0], tops[1]);
        weigh(rule, "state" + move.state(), 1);
        act(rule, 0, move.one(), one);
        act(rule, 1, move.two(), one);
    }

    /** Lets one act have its way and holds the others below zero. */
    private void act(String rule, int stack, Act chosen, float one) {
        for (var act : Act.values()) {
            weigh(
                    rule,
                    act + " " + stack,
                    act != chosen
                            ? -4
                            : switch (act) {
                                case KEEP -> 0;
                                case PUSH_ZERO -> 0.25f;
                                case PUSH_ONE -> one;
                                case POP -> -1;
                            });
        }
    }

    public Rnn cell() {
        int size = units.size();
        var wx = new float[machine.symbols() * size];
        inputs.forEach(weight -> wx[weight.from * size + weight.to] += weight.value);
        var wh = new float[size * size];
        weights.forEach(weight -> wh[weight.from * size + weight.to] += weight.value);
        var b = new float[size];
        biases.forEach((unit, bias) -> b[unit] = bias);
        return new Rnn(
                Tensor.of(wx, machine.symbols(), size),
                Tensor.of(wh, size, size),
                Tensor.of(b, size),
                Rnn.Activation.RELU);
    }

    /** The state before the first symbol: both stacks empty. */
    public Tensor start() {
        var h = new float[units.size()];
        h[unit("state0")] = 1;
        return Tensor.of(h, 1, h.length);
    }

    /** What the units say of a stack. */
    public double fraction(int stack, float... h) {
        double sum = 0;
        for (var act : Act.values()) {
            sum += h[unit(act + " " + stack)];
        }
        return sum;
    }

    /** The activity of a state's unit: 1 for the current one. */
    public double state(int q, float... h) {
        return h[unit("state" + q)];
    }
}
