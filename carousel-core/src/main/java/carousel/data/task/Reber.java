package carousel.data.task;

import carousel.data.Draw;

/**
 * The embedded Reber grammar (Reber 1967; Hochreiter, Schmidhuber 1997, experiment 1). A string of the inner grammar stands
 * between two symbols that are both T or both P; a network reads all but the last symbol and says at every step all that may
 * follow. The last but one needs a memory of the second.
 *
 * <pre>
 * B T [B T S S X X T V V E] T E        both choices at a fork have probability 1/2
 *
 * inner:  B → 0    0: T → 1, P → 2    1: S → 1, X → 3    2: T → 2, V → 4    3: X → 2, S → 5    4: P → 3, V → 5    5: E
 * </pre>
 *
 * <p>Symbols: B T P S X V E 0 to 6. A string is accepted when every step's set is right. Strings have at most L symbols, of
 * {@link Part#LONGER} above L to 2 L; others are drawn again. Immutable, safe for many threads.
 *
 * @param length L, from 9 (the shortest string) to 40 (above it longer strings are too rare to be found)
 */
public record Reber(int length) implements Task {
    private static final int B = 0;
    private static final int T = 1;
    private static final int P = 2;
    private static final int S = 3;
    private static final int X = 4;
    private static final int V = 5;
    private static final int E = 6;

    /** The two symbols that leave each inner state, and where they lead. */
    private static final int[][] SYMBOLS = {{T, P}, {S, X}, {T, V}, {X, S}, {P, V}};

    private static final int[][] NEXT = {{1, 2}, {1, 3}, {2, 4}, {2, 5}, {3, 5}};
    private static final int LAST = 5;

    public Reber {
        TaskSpec.require(length >= 9 && length <= 40, "length", "9 to 40", length);
    }

    @Override
    public Form form() {
        return Strings.form(E + 1);
    }

    @Override
    public int examples(Part part) {
        return part == Part.LONGER ? 500 : Task.super.examples(part);
    }

    @Override
    public Example example(Part part, long seed, long n) {
        var draw = part.draw(seed, n);
        int least = part == Part.LONGER ? length + 1 : 1;
        int most = part == Part.LONGER ? 2 * length : length;
        while (true) {
            var string = string(draw);
            int symbols = string.length() + 1; // the last one is not read
            if (symbols >= least && symbols <= most) {
                return string.example();
            }
        }
    }

    private static Strings string(Draw draw) {
        var string = new Strings(E + 1);
        int frame = draw.below(2) == 0 ? T : P;
        string.add(B, T, P);
        string.add(frame, B);
        int state = 0;
        string.add(B, SYMBOLS[state]);
        while (state != LAST) {
            int choice = draw.below(2);
            int symbol = SYMBOLS[state][choice];
            state = NEXT[state][choice];
            string.add(symbol, state == LAST ? new int[] {E} : SYMBOLS[state]);
        }
        string.add(E, frame);
        string.add(frame, E);
        return string;
    }

    @Override
    public double baseline() {
        return Double.NaN;
    }
}
