package carousel.model.decoder;

import carousel.text.Vocabulary;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which symbol of the target each symbol of the source is. Immutable as long as nobody writes into the array.
 *
 * @param symbols for each symbol of the source that of the target
 * @param sourceEnd the symbol of the source that is the target's end
 */
public record Likeness(int[] symbols, int sourceEnd) {

    /** Symbols that are spelled alike are equal; all others of the source are unknown to the target. */
    public static Likeness of(Vocabulary source, Vocabulary target) {
        return new Likeness(
                source.symbols().stream()
                        .mapToInt(target::id)
                        .map(id -> id < 0 ? target.unknown() : id)
                        .toArray(),
                source.end());
    }

    /** Equal numbers are equal symbols; what the target has no number for is the symbol 0 of the target. */
    public static Likeness ofNumbers(int sourceSymbols, int targetSymbols, int end) {
        return new Likeness(
                IntStream.range(0, sourceSymbols)
                        .map(s -> s < targetSymbols ? s : 0)
                        .toArray(),
                end);
    }

    /** Of a source whose symbol i is what {@code symbols[i]} was, the last of them its end. */
    public Likeness renumbered(int... symbols) {
        return new Likeness(of(symbols), symbols.length - 1);
    }

    /** A source in symbols of the target. */
    public int[] of(int... source) {
        return Arrays.stream(source).map(s -> symbols[s]).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Likeness that && sourceEnd == that.sourceEnd && Arrays.equals(symbols, that.symbols);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(symbols);
    }
}
