package carousel.decode;

import carousel.tensor.Tape;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The hypotheses that are being written, a row of the model's state for each, those of a source next to each other. Every step
 * of the model is made once. One thread at a time.
 */
final class Front<S> {
    private static final float[] UNSEEN = {};

    private final Autoregressive<S> model;
    private S state;
    private List<Prefix> prefixes = new ArrayList<>();
    private NextSymbols next = NextSymbols.NONE;
    private float[][] attention = {};

    /**
     * What has been written so far.
     *
     * @param source its number
     * @param symbols so far
     * @param attention for each of them
     * @param logProbability of all of them
     * @param place in what is allowed
     */
    record Prefix(int source, int[] symbols, float[][] attention, double logProbability, Allowed place) {

        /** The symbols and one more. */
        int[] longer(int symbol) {
            var longer = Arrays.copyOf(symbols, symbols.length + 1);
            longer[symbols.length] = symbol;
            return longer;
        }

        /** Whether a symbol may come next, and leaves room for what then must come. */
        boolean possible(int symbol, int end, int longest) {
            if (symbol == end) {
                return place.mayEnd();
            }
            return place == Allowed.ANY
                    || place.permits(symbol) && place.after(symbol).left() < longest - symbols.length;
        }
    }

    /** One more symbol behind the prefix of a row. */
    record Extension(int row, int symbol, double logProbability) {}

    Front(Autoregressive<S> model, List<Request> requests) {
        this.model = model;
        for (int i = 0; i < requests.size(); i++) {
            prefixes.add(
                    new Prefix(i, new int[0], new float[0][], 0, requests.get(i).allowed()));
        }
        state = Tape.evaluate(() -> model.start(requests.size()));
        look();
    }

    boolean isEmpty() {
        return prefixes.isEmpty();
    }

    List<Prefix> prefixes() {
        return prefixes;
    }

    NextSymbols next() {
        return next;
    }

    /** Some symbols more; rows without one are left out. */
    void advance(List<Extension> extensions) {
        prefixes = new ArrayList<>(extensions.stream().map(this::extended).toList());
        if (prefixes.isEmpty()) {
            Tape.recycle(state);
            next.recycle();
            return;
        }
        int[] rows = extensions.stream().mapToInt(Extension::row).toArray();
        int[] symbols = extensions.stream().mapToInt(Extension::symbol).toArray();
        var before = state;
        state = Tape.evaluate(() -> model.advance(symbols, Tree.rows(before, rows)));
        Tape.recycle(before);
        look();
    }

    private void look() {
        if (prefixes.isEmpty()) {
            return;
        }
        next.recycle();
        next = NextSymbols.of(Tape.evaluate(() -> model.logits(state)));
        if (model instanceof Attentive<S> attentive) {
            attention = attentive.attention(state);
        } else {
            attention = new float[prefixes.size()][];
            Arrays.fill(attention, UNSEEN);
        }
    }

    private Prefix extended(Extension extension) {
        var prefix = prefixes.get(extension.row());
        return new Prefix(
                prefix.source(),
                prefix.longer(extension.symbol()),
                looked(extension.row()),
                extension.logProbability(),
                prefix.place().after(extension.symbol()));
    }

    /** Where a row has looked, with the look before the next symbol. */
    float[][] looked(int row) {
        var before = prefixes.get(row).attention();
        if (attention[row].length == 0) {
            return before;
        }
        var looks = Arrays.copyOf(before, before.length + 1);
        looks[before.length] = attention[row];
        return looks;
    }
}
