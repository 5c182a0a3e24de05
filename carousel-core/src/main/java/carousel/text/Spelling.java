package carousel.text;

/** What somebody who wrote a word may have meant. Safe for many threads. */
public final class Spelling {
    private Spelling() {}

    /**
     * The word that somebody who wrote {@code word} may have meant, the first of equally near ones; empty when none is
     * known.
     */
    public static String nearest(String word, Iterable<String> known) {
        var nearest = "";
        int least = Integer.MAX_VALUE;
        for (var candidate : known) {
            int distance = distance(word, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
    static int distance(String a, String b) {
        var cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, i, j, cost);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int i, int j, int[][] cost) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int edit = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        int least = Math.min(edit, cost[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
