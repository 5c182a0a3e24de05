package carousel.model.wording;

import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/**
 * How much each word of a translation looked at each word of its source while it was written (Bahdanau, Cho, Bengio 2015); at the
 * level of characters these are characters. What looks at a word looks at all of its pieces; a word that was written in several
 * pieces looked where they did in the mean. Immutable as long as nobody writes into the arrays.
 *
 * <pre>
 * var said = translator.translate(List.of("ein Mann"), translator.beam(5), 50).getFirst().getFirst();
 * said.alignment().links();                           // 0-0 1-1
 * said.alignment().weights()[1][0];                   // how much the second written word looked at "ein"
 * </pre>
 *
 * @param source words
 * @param target words
 * @param weights for each target word that of each source word, together 1; none where the model does not look
 */
public record Alignment(List<String> source, List<String> target, float[][] weights) {

    public Alignment {
        source = List.copyOf(source);
        target = List.copyOf(target);
    }

    /** Of weights for each symbol; what stands behind the last symbol's is left out. */
    static Alignment of(Parts source, Parts target, float[][] attention) {
        if (attention.length < target.of().length) {
            return new Alignment(source.names(), target.names(), new float[0][]);
        }
        var weights = new float[target.count()][source.count()];
        var pieces = new int[target.count()];
        for (int t = 0; t < target.of().length; t++) {
            int word = target.of()[t];
            pieces[word]++;
            for (int s = 0; s < source.of().length; s++) {
                weights[word][source.of()[s]] += attention[t][s];
            }
        }
        for (int word = 0; word < weights.length; word++) {
            for (int s = 0; s < source.count(); s++) {
                weights[word][s] /= pieces[word];
            }
        }
        return new Alignment(source.names(), target.names(), weights);
    }

    /** The source word that each target word looked at most, of equal ones the first; -1 for an empty source. */
    public int[] strongest() {
        var strongest = new int[weights.length];
        for (int t = 0; t < weights.length; t++) {
            strongest[t] = source.isEmpty() ? -1 : 0;
            for (int s = 1; s < source.size(); s++) {
                strongest[t] = weights[t][s] > weights[t][strongest[t]] ? s : strongest[t];
            }
        }
        return strongest;
    }

    /** These as pairs of source and target, both counted from 0, as Pharaoh and its successors write them: {@code 0-0 2-1}. */
    public String links() {
        var links = new StringJoiner(" ");
        var strongest = strongest();
        for (int t = 0; t < strongest.length; t++) {
            if (strongest[t] >= 0) {
                links.add(strongest[t] + "-" + t);
            }
        }
        return links.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Alignment that
                && source.equals(that.source)
                && target.equals(that.target)
                && Arrays.deepEquals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return 31 * source.hashCode() + target.hashCode();
    }

    @Override
    public String toString() {
        return source + " to " + target + ": " + links();
    }
}
