package carousel.data.generated;

import carousel.data.Draw;
import carousel.data.labelled.SentencePair;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Letters or numbers in a row, and the same in another order. Safe for many threads. */
final class Lists {
    private static final int LETTERS = 26;
    private static final int NUMBERS = 100;

    private Lists() {}

    static Function<Draw, SentencePair> copied(int least, int most) {
        return draw -> {
            int[] letters = drawn(draw, draw.between(least, most), LETTERS);
            return new SentencePair(letters(letters), letters(letters), 1);
        };
    }

    static Function<Draw, SentencePair> reversed(int least, int most) {
        return draw -> {
            int[] letters = drawn(draw, draw.between(least, most), LETTERS);
            int last = letters.length - 1;
            int[] back =
                    IntStream.rangeClosed(0, last).map(i -> letters[last - i]).toArray();
            return new SentencePair(letters(letters), letters(back), 1);
        };
    }

    static Function<Draw, SentencePair> sorted(int least, int most) {
        return draw -> {
            int[] numbers = drawn(draw, draw.between(least, most), NUMBERS);
            return new SentencePair(
                    numbers(Arrays.stream(numbers)),
                    numbers(Arrays.stream(numbers).sorted()),
                    1);
        };
    }

    private static int[] drawn(Draw draw, int length, int bound) {
        return IntStream.range(0, length).map(_ -> draw.below(bound)).toArray();
    }

    private static String letters(int... letters) {
        return String.join(
                " ",
                Arrays.stream(letters)
                        .mapToObj(i -> String.valueOf((char) ('a' + i)))
                        .toList());
    }

    private static String numbers(IntStream numbers) {
        return numbers.mapToObj(String::valueOf).collect(Collectors.joining(" "));
    }

    /** One of several. */
    static String pick(Draw draw, List<String> several) {
        return several.get(draw.below(several.size()));
    }
}
