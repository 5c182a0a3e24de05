package carousel.data.task;

/**
 * Languages that have to be counted (Gers, Schmidhuber 2001): aⁿbⁿ with two letters, aⁿbⁿcⁿ with three, n at least 1. A
 * network reads the string behind a boundary mark and says at every step all symbols that may follow.
 *
 * <pre>
 * input   # a a b b          n = 2; symbols: # 0, a 1, b 2, c 3
 * answer  a ab ab b #        # at the end: the string is complete
 * </pre>
 *
 * <p>A string is accepted when every step's set is right. Learned from are n = 1 to N, uniformly; tested is every n from 1
 * to N, and from N + 1 to 2 N ({@link Part#LONGER}). Immutable, safe for many threads.
 *
 * @param letters 2 or 3 (or more)
 * @param longest N, at least 1
 */
public record Counting(int letters, int longest) implements Task {

    public Counting {
        TaskSpec.require(letters >= 2, "letters", "2 or more", letters);
        TaskSpec.require(longest >= 1, "n", "1 or more", longest);
    }

    @Override
    public Form form() {
        return Strings.form(letters + 1);
    }

    @Override
    public int examples(Part part) {
        return part == Part.TRAIN ? ENDLESS : longest;
    }

    @Override
    public Example example(Part part, long seed, long n) {
        return string(
                switch (part) {
                    case TRAIN -> part.draw(seed, n).between(1, longest);
                    case VALID, TEST -> 1 + (int) (n % longest);
                    case LONGER -> longest + 1 + (int) (n % longest);
                });
    }

    private Example string(int n) {
        var string = new Strings(letters + 1);
        string.add(0, 1);
        for (int i = 1; i <= n; i++) {
            string.add(1, 1, 2);
        }
        for (int letter = 2; letter <= letters; letter++) {
            int after = letter == letters ? 0 : letter + 1;
            for (int i = 1; i <= n; i++) {
                string.add(letter, i < n ? letter : after);
            }
        }
        return string.example();
    }

    @Override
    public double baseline() {
        return Double.NaN;
    }
}
