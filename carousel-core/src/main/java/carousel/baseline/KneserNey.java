package carousel.baseline;

import carousel.text.DataException;
import java.util.Arrays;
import java.util.Objects;

/**
 * An n-gram language model with interpolated, modified Kneser-Ney smoothing (Kneser, Ney 1995; Chen, Goodman 1999): what a
 * recurrent language model must beat.
 *
 * <pre>
 * p(w | h)  = (c(h w) - D(c(h w))) / c(h) + γ(h) p(w | h without its first symbol)      p(w | nothing known) = 1 / V
 * γ(h)      = sum of D(c(h v)) over all v after h / c(h)                               c(h) = sum of c(h v)
 * c         = how often, for the longest n-grams; for shorter ones, after how many different symbols
 * D(1), D(2), D(3 and more) = 1 - 2 Y n2/n1, 2 - 3 Y n3/n2, 3 - 4 Y n4/n3      Y = n1 / (n1 + 2 n2)
 * </pre>
 *
 * <p>n1 to n4 say how many n-grams of a length have a c of 1 to 4; where that gives no discount between 0 and its count, it
 * is 1/2, 1, 3/2. The beginning of the text counts as a symbol that stands before the first one. A text is one stream, as
 * for {@code LanguageModel}: {@code <unk>} and {@code <eos>} are symbols like any other, and the first symbol is predicted
 * from nothing. Immutable, safe for many threads.
 *
 * <pre>
 * var model = KneserNey.of(5, vocabulary.size(), tokenizer.ids(training));
 * double perplexity = Math.exp(model.loss(tokenizer.ids(test)));
 * double[] next = model.probabilities(tokenizer.ids("to be or not"));
 * </pre>
 */
public final class KneserNey {
    private static final int LONGEST = 20;

    private final int symbols;
    private final Discounted[] levels;

    private KneserNey(int symbols, Discounted... levels) {
        this.symbols = symbols;
        this.levels = levels;
    }

    /**
     * Counts the n-grams of a text.
     *
     * @param order the longest n-grams, from 1 to 20
     * @param symbols V; those that the text lacks have a probability too
     */
    public static KneserNey of(int order, int symbols, int... text) {
        if (order < 1 || order > LONGEST) {
            throw new IllegalArgumentException("n-grams: order " + order + "; expected 1 to " + LONGEST);
        }
        if (text.length == 0) {
            throw new DataException("n-grams: no tokens; expected at least one");
        }
        for (int symbol : text) {
            Objects.checkIndex(symbol, symbols);
        }
        var places = NGrams.Places.of(order, symbols, text);
        var levels = new Discounted[order];
        var grams = NGrams.of(1, places, NGrams.none(text.length));
        for (int n = 1; n < order; n++) {
            var longer = NGrams.of(n + 1, places, grams);
            levels[n - 1] = Discounted.of(grams, longer.predecessors(n + 1, grams));
            grams = longer;
        }
        levels[order - 1] = Discounted.of(grams, grams.counts());
        return new KneserNey(symbols, levels);
    }

    /** The length of the longest n-grams. */
    public int order() {
        return levels.length;
    }

    /** V: how many symbols there are. */
    public int symbols() {
        return symbols;
    }

    /** How many n-grams of all lengths are stored. */
    public long size() {
        return Arrays.stream(levels).mapToLong(level -> level.last().length).sum();
    }

    /** The probability of every symbol after a history of any length. */
    public double[] probabilities(int... history) {
        var reader = new Reader();
        for (int i = Math.max(0, history.length - order() + 1); i < history.length; i++) {
            reader.read(history[i]);
        }
        return reader.probabilities();
    }

    /** log p of each symbol of a text given all before it, in nats. */
    public float[] logProbabilities(int... text) {
        var reader = new Reader();
        var logs = new float[text.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = (float) StrictMath.log(reader.read(text[i]));
        }
        return logs;
    }

    /** The mean of -log p over a text, in nats for each symbol. */
    public double loss(int... text) {
        if (text.length == 0) {
            throw new DataException("n-grams: no tokens; expected at least one");
        }
        var reader = new Reader();
        double sum = 0;
        for (int symbol : text) {
            sum -= StrictMath.log(reader.read(symbol));
        }
        return sum / text.length;
    }

    /** Reads a text symbol by symbol. One thread at a time. */
    private final class Reader {
        /** The last n symbols, for each n, as an n-gram of the level: as many as are known. */
        private int[] histories = new int[levels.length + 1];

        private int[] next = new int[levels.length + 1];
        private int known = 1;

        /** The probability of a symbol, which is then part of the history. */
        double read(int symbol) {
            Objects.checkIndex(symbol, symbols);
            double p = 1.0 / symbols;
            int found = 1;
            for (int n = 0; n < Math.min(known, levels.length); n++) {
                var level = levels[n];
                if (!level.continues(histories[n])) {
                    break;
                }
                p *= level.rest()[histories[n]];
                int gram = level.find(histories[n], symbol);
                if (gram >= 0) {
                    p += level.seen()[gram];
                    next[found++] = gram;
                }
            }
            var read = next;
            next = histories;
            histories = read;
            known = found;
            return p;
        }

        double[] probabilities() {
            var p = new double[symbols];
            Arrays.fill(p, 1.0 / symbols);
            for (int n = 0; n < Math.min(known, levels.length); n++) {
                var level = levels[n];
                double rest = level.rest()[histories[n]];
                for (int w = 0; w < symbols; w++) {
                    p[w] *= rest;
                }
                for (int i = level.first()[histories[n]]; i < level.first()[histories[n] + 1]; i++) {
                    p[level.last()[i]] += level.seen()[i];
                }
            }
            return p;
        }
    }
}
