package carousel.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far recurrent layers remember: how much the loss at the last step of some sequences depends on the state of each step
 * before, and what units and gates do on the way (Bengio, Simard, Frasconi 1994; Pascanu, Mikolov, Bengio 2013). Immutable
 * as long as nobody writes into the array.
 *
 * @param gradient the root mean square over the sequences of ‖∂L(T)/∂s(T-k)‖, for each lag k from 0; none where the answer
 *     does not hang on the state after the last step alone
 * @param slope the change of its logarithm per step, over the lags behind the first quarter
 * @param memory the number of steps that hold 99 % of the gradient: the effective memory; 0 without gradients
 * @param layers from input to output
 * @param remarks what cannot be said, or not without reserve
 */
public record Diagnosis(double[] gradient, double slope, int memory, List<Layer> layers, List<String> remarks) {
    private static final double SHARE = 0.99;
    private static final double SMALLEST = 1e-35; // below, a float has too few bits
    private static final double GROWTH = 10;
    private static final double REACHED = 0.9;
    private static final double MANY_DEAD = 0.1;
    private static final double MOST = 0.5;
    private static final double ALMOST_ALWAYS = 0.9;

    /** What the gradient does on its way back. */
    public enum Verdict {
        /** The effective memory is shorter than nine tenths of the steps. */
        VANISHES,
        /** It is more than ten times as large at the first step as at the last, or not a number. */
        EXPLODES,
        /** Neither: it reaches the first step. */
        REMEMBERS,
        /** There are no gradients by lag. */
        UNKNOWN
    }

    /**
     * One recurrent layer.
     *
     * @param cell the name of its cell
     * @param units of its output
     * @param dead how many of them hardly move
     * @param saturated how many are almost always at ±1
     * @param radius the spectral radius of ∂s(t)/∂s(t-1) in the middle of the first sequence; not a number for a state of
     *     more than {@link Probe#MOST_EIGENVALUES} numbers, or where a derivative is not one
     * @param gates in the order of the equations
     */
    public record Layer(String cell, int units, int dead, int saturated, double radius, List<Gate> gates) {
        public Layer {
            gates = List.copyOf(gates);
        }
    }

    /**
     * The values of a gate over units, sequences and steps.
     *
     * @param name of the gate
     * @param mean value
     * @param closed the share below 0.1
     * @param open the share above 0.9
     */
    public record Gate(String name, double mean, double closed, double open) {}

    public Diagnosis {
        layers = List.copyOf(layers);
        remarks = List.copyOf(remarks);
    }

    /** From the norms of the gradients by lag. */
    public static Diagnosis of(double[] gradient, List<Layer> layers) {
        return new Diagnosis(gradient, slope(gradient), memory(gradient), layers, List.of());
    }

    /** With one more thing that cannot be said. */
    public Diagnosis remarking(String remark) {
        var all = new ArrayList<>(remarks);
        all.add(remark);
        return new Diagnosis(gradient, slope, memory, layers, all);
    }

    /** Whether there are gradients by lag. */
    public boolean hasGradient() {
        return gradient.length > 0;
    }

    /** The lags that there are gradients for. */
    public int steps() {
        return gradient.length;
    }

    private static int memory(double[] gradient) {
        double all = 0;
        for (double g : gradient) {
            all += g;
        }
        double sum = 0;
        for (int k = 0; k < gradient.length; k++) {
            sum += gradient[k];
            if (sum >= SHARE * all) {
                return k + 1;
            }
        }
        return gradient.length;
    }

    /** Least squares. */
    private static double slope(double[] gradient) {
        int to = 0;
        while (to < gradient.length && gradient[to] > SMALLEST) {
            to++;
        }
        int from = to / 4;
        double n = 0;
        double meanK = (from + to - 1) / 2.0;
        double products = 0;
        double squares = 0;
        for (int k = from; k < to; k++) {
            products += (k - meanK) * Math.log(gradient[k]);
            squares += (k - meanK) * (k - meanK);
            n++;
        }
        return n < 2 ? Double.NaN : products / squares;
    }

    /** What the gradients say. */
    public Verdict verdict() {
        if (!hasGradient()) {
            return Verdict.UNKNOWN;
        }
        double first = gradient[gradient.length - 1];
        if (!(first <= GROWTH * gradient[0])) {
            return Verdict.EXPLODES;
        }
        return memory < REACHED * steps() ? Verdict.VANISHES : Verdict.REMEMBERS;
    }

    private String further() {
        boolean gated = layers.stream().anyMatch(layer -> !layer.gates().isEmpty());
        return gated
                ? "A higher bias of the forget gates (--forget-bias, --chrono), a layer more, or longer training on long"
                        + " sequences reach further"
                : "A gated cell (lstm, gru), or identity or orthogonal initial weights reach further";
    }

    /** What to do about it, in plain words; the first line is the verdict, where there is one. */
    public List<String> advice() {
        var lines = new ArrayList<String>();
        if (hasGradient()) {
            lines.add(memoryAdvice());
        }
        lines.addAll(remarks);
        for (int i = 0; i < layers.size(); i++) {
            advise(i, layers.get(i), lines);
        }
        return lines;
    }

    private String memoryAdvice() {
        double growth = gradient[steps() - 1] / gradient[0];
        return switch (verdict()) {
            case REMEMBERS ->
                line(
                        "it remembers all %d steps: the gradient at the first is %.3g times that at the last",
                        steps(), growth);
            case VANISHES ->
                line(
                        "it remembers about %d of %d steps; what lies further back is not learned. %s",
                        memory, steps(), further());
            case EXPLODES ->
                line(
                        "the gradient grows, %.3g times from the last step to the first: bound it (--clip 1),"
                                + " or start from recurrent weights of a smaller spectral radius",
                        growth);
            case UNKNOWN -> throw new IllegalStateException("diagnosis: no gradients by lag");
        };
    }

    private static void advise(int i, Layer layer, List<String> lines) {
        if (layer.dead() > MANY_DEAD * layer.units()) {
            lines.add(line(
                    "layer %d: %d of %d units hardly move; a lower learning rate or fewer units would do",
                    i, layer.dead(), layer.units()));
        }
        if (layer.saturated() > MOST * layer.units()) {
            lines.add(line(
                    "layer %d: %d of %d units are almost always at their bounds, where little gradient passes; smaller"
                            + " initial weights or layer normalisation help",
                    i, layer.saturated(), layer.units()));
        }
        for (var gate : layer.gates()) {
            if (gate.closed() > ALMOST_ALWAYS) {
                lines.add(line(
                        "layer %d: its %s gates are closed %.0f %% of the time", i, gate.name(), 100 * gate.closed()));
            }
        }
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
