package carousel.text.subword;

import carousel.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * All ways to take a word apart into pieces: an edge for each piece that stands in it, from where it begins to where it ends.
 * A character that is no piece has an edge of its own, the unknown one. Immutable.
 *
 * <pre>
 * p(word) = Σ over ways Π p(piece)       α(0) = 1, α(end) = Σ over edges α(begin) p(piece)
 * </pre>
 */
final class Lattice {
    /** Of an unknown character. */
    static final int UNKNOWN = 0;

    /** Where the edges that end behind each character begin, and where the last of them end. */
    private final int[] first;

    private final int[] begins;
    private final int[] pieces;

    private Lattice(int[] first, List<int[]> edges) {
        this.first = first;
        this.begins = edges.stream().mapToInt(edge -> edge[0]).toArray();
        this.pieces = edges.stream().mapToInt(edge -> edge[1]).toArray();
    }

    /**
     * Of a word.
     *
     * @param ids of the pieces
     * @param longest characters of a piece at most
     */
    static Lattice of(String word, Map<String, Integer> ids, int longest) {
        var characters = Words.characters(word);
        var places = new int[characters.size() + 1];
        var first = new int[characters.size() + 1];
        var edges = new ArrayList<int[]>();
        for (int end = 1; end <= characters.size(); end++) {
            places[end] = places[end - 1] + characters.get(end - 1).length();
            for (int begin = Math.max(0, end - longest); begin < end; begin++) {
                int id = ids.getOrDefault(word.substring(places[begin], places[end]), UNKNOWN);
                if (id != UNKNOWN || begin == end - 1) {
                    edges.add(new int[] {begin, id});
                }
            }
            first[end] = edges.size();
        }
        return new Lattice(first, edges);
    }

    private int length() {
        return first.length - 1;
    }

    /**
     * Adds how often each piece is to be expected in a word that stands so many times.
     *
     * @param scores log p of each piece; negative infinity: it is none any more
     * @return log p(word)
     */
    double expect(double[] scores, double times, double[] expected) {
        var alpha = new double[length() + 1];
        var shares = new double[begins.length]; // of each edge in α where it ends
        for (int end = 1; end <= length(); end++) {
            alpha[end] = arrive(end, scores, alpha, shares);
        }
        var gamma = new double[length() + 1]; // how often a way goes through here
        gamma[length()] = times;
        for (int end = length(); end > 0; end--) {
            for (int e = first[end - 1]; e < first[end]; e++) {
                double here = gamma[end] * shares[e];
                expected[pieces[e]] += here;
                gamma[begins[e]] += here;
            }
        }
        return alpha[length()];
    }

    /** In logarithms, about the largest: words may be long. */
    private double arrive(int end, double[] scores, double[] alpha, double[] shares) {
        double most = Double.NEGATIVE_INFINITY;
        for (int e = first[end - 1]; e < first[end]; e++) {
            shares[e] = alpha[begins[e]] + scores[pieces[e]];
            most = Math.max(most, shares[e]);
        }
        double sum = 0;
        for (int e = first[end - 1]; e < first[end]; e++) {
            shares[e] = StrictMath.exp(shares[e] - most);
            sum += shares[e];
        }
        for (int e = first[end - 1]; e < first[end]; e++) {
            shares[e] /= sum;
        }
        return most + StrictMath.log(sum);
    }

    /** The most probable way, the first in the order of its edges among equals (Viterbi). */
    int[] best(double[] scores) {
        var most = new double[length() + 1];
        var back = new int[length() + 1];
        for (int end = 1; end <= length(); end++) {
            most[end] = Double.NEGATIVE_INFINITY;
            for (int e = first[end - 1]; e < first[end]; e++) {
                double here = most[begins[e]] + scores[pieces[e]];
                if (here > most[end]) {
                    most[end] = here;
                    back[end] = e;
                }
            }
        }
        var way = new int[length()];
        int at = way.length;
        for (int end = length(); end > 0; end = begins[back[end]]) {
            way[--at] = pieces[back[end]];
        }
        return Arrays.copyOfRange(way, at, way.length);
    }
}
