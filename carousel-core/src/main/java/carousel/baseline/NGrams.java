package carousel.baseline;

import java.util.Arrays;

/**
 * All n-grams of a text of one length, in the order of their symbols: a level of a trie, and what stands at each place of
 * the text. The n-grams that continue one of the level below lie side by side. Immutable.
 *
 * @param last the last symbol of each n-gram
 * @param first [n-grams of the level below + 1] where the n-grams begin that continue it
 * @param counts how often each stands in the text
 * @param at [T] the n-gram that begins at each place, where one fits
 */
record NGrams(int[] last, int[] first, int[] counts, int[] at) {

    /** The places of a text, sorted by the symbols from there on. Immutable. */
    record Places(int[] text, int[] sorted, byte[] shared) {

        /** Sorted by the first {@code order} symbols. */
        static Places of(int order, int symbols, int... text) {
            var sorted = new int[text.length];
            Arrays.setAll(sorted, p -> p);
            for (int k = order - 1; k >= 0; k--) { // least significant symbol first, each pass keeps the order so far
                sorted = sortedBy(k, symbols, text, sorted);
            }
            return new Places(text, sorted, shared(order, text, sorted));
        }

        private static int[] sortedBy(int k, int symbols, int[] text, int... places) {
            var starts = new int[symbols + 2];
            for (int p = 0; p < text.length; p++) {
                starts[key(text, p + k) + 1]++;
            }
            for (int s = 0; s <= symbols; s++) {
                starts[s + 1] += starts[s];
            }
            var sorted = new int[places.length];
            for (int p : places) {
                sorted[starts[key(text, p + k)]++] = p;
            }
            return sorted;
        }

        /** The end of the text comes before all symbols. */
        private static int key(int[] text, int p) {
            return p < text.length ? text[p] + 1 : 0;
        }

        /** How many symbols each place shares with the one before it, at most {@code order}. */
        private static byte[] shared(int order, int[] text, int... sorted) {
            var shared = new byte[sorted.length];
            for (int i = 1; i < sorted.length; i++) {
                int most = Math.min(order, text.length - Math.max(sorted[i], sorted[i - 1]));
                int same = 0;
                while (same < most && text[sorted[i] + same] == text[sorted[i - 1] + same]) {
                    same++;
                }
                shared[i] = (byte) same;
            }
            return shared;
        }
    }

    /** What stands before the first symbol: one n-gram of length 0, everywhere. */
    static NGrams none(int length) {
        return new NGrams(new int[] {-1}, new int[] {0, 1}, new int[] {length}, new int[length]);
    }

    /** The n-grams of a length, given those of the length below. */
    static NGrams of(int length, Places places, NGrams below) {
        int most = places.sorted().length;
        var last = new int[most];
        var counts = new int[most];
        var at = new int[most];
        var first = new int[below.size() + 1];
        int found = 0;
        int parents = 0;
        for (int i = 0; i < most; i++) {
            int p = places.sorted()[i];
            if (p + length > most) {
                continue;
            }
            if (found == 0 || places.shared()[i] < length) {
                for (int parent = below.at[p]; parents <= parent; parents++) {
                    first[parents] = found;
                }
                last[found++] = places.text()[p + length - 1];
            }
            counts[found - 1]++;
            at[p] = found - 1;
        }
        Arrays.fill(first, parents, first.length, found);
        return new NGrams(Arrays.copyOf(last, found), first, Arrays.copyOf(counts, found), at);
    }

    int size() {
        return last.length;
    }

    /**
     * By how many different symbols each n-gram of the level below is preceded; the beginning of the text is one more.
     *
     * @param length of the n-grams of this level, at least 2
     */
    int[] predecessors(int length, NGrams below) {
        var different = new int[below.size()];
        var seen = new boolean[size()];
        if (below.size() > 0) { // else the text is shorter
            different[below.at[0]]++;
        }
        for (int p = 0; p + length <= at.length; p++) {
            if (!seen[at[p]]) {
                seen[at[p]] = true;
                different[below.at[p + 1]]++;
            }
        }
        return different;
    }
}
