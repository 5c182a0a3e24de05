package carousel.baseline.state;

import carousel.baseline.TaggedWords;
import carousel.text.DataException;
import java.util.Arrays;
import java.util.List;

/**
 * A part-of-speech tagger: a hidden Markov model whose state is the last two tags, with endings and looks for words it does
 * not know (Brants 2000). It finds the most likely tags of a whole sentence.
 *
 * <pre>
 * p(tags, words) = product over i of p(t(i) | t(i-2) t(i-1)) p(t(i) | w(i)) / p(t(i)), up to what does not depend on tags
 * </pre>
 *
 * <p>The work grows with K³ for each word. Immutable, safe for many threads.
 *
 * <pre>
 * var tagger = HmmTagger.of(sentences);
 * int[] tags = tagger.tags(List.of("the", "old", "man", "the", "boats"));
 * </pre>
 */
public final class HmmTagger {
    private static final int MOST_TAGS = 200; // a byte holds them, and K³ numbers a computer

    private final double[][][] transitions; // [K+1,K+1,K+1] log p(t | r s)
    private final Lexicon lexicon;

    private HmmTagger(double[][][] transitions, Lexicon lexicon) {
        this.transitions = transitions;
        this.lexicon = lexicon;
    }

    /** Learns from sentences; a {@link DataException} when they have no words or more than 200 tags. */
    public static HmmTagger of(List<TaggedWords> sentences) {
        int tags = TaggedWords.tags(sentences);
        if (tags > MOST_TAGS) {
            throw new DataException("tags: " + tags + " different ones; expected at most " + MOST_TAGS);
        }
        return new HmmTagger(TagTrigrams.of(tags, sentences).logs(), Lexicon.of(tags, sentences));
    }

    /** The tag of each word. */
    public int[] tags(List<String> words) {
        int edge = transitions.length - 1;
        var best = new double[edge + 1][edge + 1]; // log p of the best tags that end in s t, at [s][t]
        for (var row : best) {
            Arrays.fill(row, Double.NEGATIVE_INFINITY);
        }
        best[edge][edge] = 0;
        var before = new byte[words.size()][][];
        for (int i = 0; i < before.length; i++) {
            before[i] = new byte[edge + 1][edge + 1];
            best = step(best, lexicon.evidence(words, i), before[i]);
        }
        return traced(best, before);
    }

    /** One word on; {@code from} becomes the r of the best r s t at [s][t]. */
    private double[][] step(double[][] best, double[] evidence, byte[]... from) {
        var next = new double[best.length][best.length];
        for (int s = 0; s < best.length; s++) {
            Arrays.fill(next[s], Double.NEGATIVE_INFINITY);
            for (int r = 0; r < best.length; r++) {
                if (best[r][s] == Double.NEGATIVE_INFINITY) {
                    continue;
                }
                for (int t = 0; t < evidence.length; t++) {
                    double p = best[r][s] + transitions[r][s][t] + evidence[t];
                    if (p > next[s][t]) {
                        next[s][t] = p;
                        from[s][t] = (byte) r;
                    }
                }
            }
        }
        return next;
    }

    private int[] traced(double[][] best, byte[][]... before) {
        int edge = best.length - 1;
        int s = 0;
        int t = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= edge; i++) {
            for (int j = 0; j <= edge; j++) {
                double p = best[i][j] + transitions[i][j][edge];
                if (p > most) {
                    most = p;
                    s = i;
                    t = j;
                }
            }
        }
        var tags = new int[before.length];
        for (int i = tags.length - 1; i >= 0; i--) {
            tags[i] = t;
            int r = before[i][s][t] & 0xFF;
            t = s;
            s = r;
        }
        return tags;
    }
}
