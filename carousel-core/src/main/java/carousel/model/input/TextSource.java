package carousel.model.input;

import carousel.data.Ids;
import carousel.data.Lengths;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Texts as numbers. Immutable, safe for many threads. */
final class TextSource implements Source {
    private final int[][] symbols; // [examples][steps]
    private final int[][]
            words; // [examples][steps], the number of the word; without steps where nobody reads characters
    private final int[][] spellings; // [words][characters]
    private final boolean[] once; // by symbol, whether it stands there once
    private final int unknown;

    TextSource(int[][] symbols, int[][] words, int[][] spellings, int unknown) {
        this.symbols = symbols;
        this.words = words;
        this.spellings = spellings;
        this.unknown = unknown;
        this.once = once(symbols);
    }

    private static boolean[] once(int[]... symbols) {
        int most = Arrays.stream(symbols).flatMapToInt(Arrays::stream).max().orElse(-1);
        var counts = new int[most + 1];
        for (var sequence : symbols) {
            for (int symbol : sequence) {
                counts[symbol]++;
            }
        }
        var once = new boolean[counts.length];
        for (int i = 0; i < once.length; i++) {
            once[i] = counts[i] == 1;
        }
        return once;
    }

    @Override
    public int size() {
        return symbols.length;
    }

    @Override
    public int length(int example) {
        return symbols[example].length;
    }

    @Override
    public Inputs inputs(Forgetting forgetting, int... examples) {
        var lengths = Lengths.of(
                Arrays.stream(examples).map(example -> symbols[example].length).toArray());
        var steps = new float[lengths.rows()];
        var standing = new int[spellings.length == 0 ? 0 : lengths.rows()];
        var numbers = new HashMap<Integer, Integer>(); // by word of all texts, its number in this batch
        for (int b = 0; b < lengths.batch(); b++) {
            int example = examples[lengths.caller(b)];
            for (int t = 0; t < lengths.length(b); t++) {
                int row = lengths.row(b, t);
                int symbol = symbols[example][t];
                steps[row] = once[symbol] && forgetting.forgets(example, t) ? unknown : symbol;
                if (standing.length > 0) {
                    standing[row] = numbers.computeIfAbsent(words[example][t], word -> numbers.size());
                }
            }
        }
        return new Inputs(lengths, steps, spelled(numbers), standing);
    }

    private Ids spelled(Map<Integer, Integer> numbers) {
        var spelled = new int[numbers.size()][];
        numbers.forEach((word, number) -> spelled[number] = spellings[word]);
        return Ids.pack(spelled);
    }
}
