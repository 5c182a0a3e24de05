package carousel.data.task;

/**
 * Balanced brackets of k kinds, nested at most m deep: Dyck-(k,m) (Hewitt, Hahn, Ganguli, Liang, Manning 2020). A network
 * reads the string behind a boundary mark and says at every step all symbols that may follow: any opening bracket as long
 * as fewer than m are open, the closing bracket of the innermost, the boundary when none is open.
 *
 * <pre>
 * input   # ( [ ] )          k = 2, m = 2
 * answer  ([# ([) ] ([) ([#
 * </pre>
 *
 * <p>Symbols: # 0, opening brackets 1 to k, closing ones k + 1 to 2 k. A string is accepted when every step's set is right.
 * Lengths are even and uniform from 2 to L, of {@link Part#LONGER} above L to 2 L; the kinds are uniform, and where a bracket
 * may both open and close it does either with probability 1/2. Immutable, safe for many threads.
 *
 * @param kinds k, at least 1
 * @param depth m, at least 1
 * @param length L, at least 2
 */
public record Dyck(int kinds, int depth, int length) implements Task {

    public Dyck {
        TaskSpec.require(kinds >= 1, "kinds", "1 or more", kinds);
        TaskSpec.require(depth >= 1, "depth", "1 or more", depth);
        TaskSpec.require(length >= 2, "length", "2 or more", length);
    }

    @Override
    public Form form() {
        return Strings.form(2 * kinds + 1);
    }

    @Override
    public int examples(Part part) {
        return part == Part.LONGER ? Task.super.examples(Part.TEST) : Task.super.examples(part);
    }

    @Override
    public Example example(Part part, long seed, long n) {
        var draw = part.draw(seed, n);
        int half = length / 2;
        int pairs = part == Part.LONGER ? draw.between(half + 1, length) : draw.between(1, half);
        var string = new Strings(2 * kinds + 1);
        var open = new int[Math.min(depth, pairs)]; // the kinds of the open brackets, outermost first
        int opened = 0;
        string.add(0, legal(open, 0));
        for (int left = 2 * pairs; left > 0; left--) {
            boolean mayOpen = opened < depth && opened < left;
            if (mayOpen && (opened == 0 || draw.below(2) == 0)) {
                open[opened++] = draw.between(1, kinds);
                string.add(open[opened - 1], legal(open, opened));
            } else {
                opened--;
                string.add(kinds + open[opened], legal(open, opened));
            }
        }
        return string.example();
    }

    private int[] legal(int[] open, int opened) {
        int openings = opened < depth ? kinds : 0;
        var legal = new int[openings + 1];
        legal[0] = opened == 0 ? 0 : kinds + open[opened - 1];
        for (int kind = 1; kind <= openings; kind++) {
            legal[kind] = kind;
        }
        return legal;
    }

    @Override
    public double baseline() {
        return Double.NaN;
    }
}
