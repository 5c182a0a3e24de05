package carousel.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.DataFolder;
import carousel.NeedsData;
import carousel.data.TextFile;
import carousel.text.Case;
import carousel.text.DataException;
import carousel.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KneserNeyTest {
    private static final int SYMBOLS = 9;

    /** Symbols 0 to 6, each more likely after its neighbour below; 7 is rare, 8 never occurs. */
    private static int[] text(int length, long seed) {
        var random = new Random(seed);
        var text = new int[length];
        for (int i = 1; i < length; i++) {
            int next = random.nextInt(3) > 0 ? text[i - 1] % 7 + 1 : random.nextInt(8);
            text[i] = next == 7 && random.nextInt(20) > 0 ? 0 : next;
        }
        return text;
    }

    /** The formula with sets and maps. */
    private record Plain(int order, List<Integer> text) {

        List<Integer> gram(int from, int length) {
            return text.subList(from, from + length);
        }

        /** c of all n-grams of a length. */
        Map<List<Integer>, Integer> counts(int length) {
            var counts = new HashMap<List<Integer>, Integer>();
            var before = new HashMap<List<Integer>, Set<Integer>>();
            for (int p = 0; p + length <= text.size(); p++) {
                counts.merge(gram(p, length), 1, Integer::sum);
                before.computeIfAbsent(gram(p, length), g -> new HashSet<>()).add(p == 0 ? -1 : text.get(p - 1));
            }
            if (length < order) {
                counts.replaceAll((gram, count) -> before.get(gram).size());
            }
            return counts;
        }

        static double discount(Map<List<Integer>, Integer> counts, int count) {
            var d = new double[4];
            for (int i = 1; i <= 3; i++) {
                d[i] = i - (i + 1) * n(counts, 1) / (n(counts, 1) + 2 * n(counts, 2)) * n(counts, i + 1) / n(counts, i);
            }
            boolean usable = d[1] > 0 && d[1] <= 1 && d[2] > 0 && d[2] <= 2 && d[3] > 0 && d[3] <= 3;
            return count == 0 ? 0 : usable ? d[Math.min(count, 3)] : Math.min(count, 3) / 2.0;
        }

        static double n(Map<List<Integer>, Integer> counts, int count) {
            return counts.values().stream().filter(c -> c == count).count();
        }

        double p(List<Integer> history, int symbol) {
            if (history.size() >= order) {
                return p(history.subList(1, history.size()), symbol);
            }
            var counts = counts(history.size() + 1);
            double all = 0;
            double left = 0;
            for (int w = 0; w < SYMBOLS; w++) {
                int c = counts.getOrDefault(joined(history, w), 0);
                all += c;
                left += discount(counts, c);
            }
            double shorter = history.isEmpty() ? 1.0 / SYMBOLS : p(history.subList(1, history.size()), symbol);
            int c = counts.getOrDefault(joined(history, symbol), 0);
            return all == 0 ? shorter : (c - discount(counts, c)) / all + left / all * shorter;
        }

        static List<Integer> joined(List<Integer> history, int symbol) {
            var gram = new ArrayList<>(history);
            gram.add(symbol);
            return gram;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void probabilitiesAreTheFormulas(int order) {
        for (int length : new int[] {1, 2, 3, 12, 60, 300}) {
            var text = text(length, length);
            var model = KneserNey.of(order, SYMBOLS, text);
            var plain = new Plain(order, IntStream.of(text).boxed().toList());
            var random = new Random(5);
            for (int i = 0; i < 12; i++) {
                int[] history = i % 2 == 0 // seen and not seen
                        ? Arrays.copyOfRange(text, length * i / 12, Math.min(length, length * i / 12 + i / 2))
                        : random.ints(i, 0, SYMBOLS).toArray();
                var p = model.probabilities(history);
                for (int w = 0; w < SYMBOLS; w += 2) {
                    double expected = plain.p(IntStream.of(history).boxed().toList(), w);
                    assertThat(p[w])
                            .as("length %d, %d after %s", length, w, Arrays.toString(history))
                            .isCloseTo(expected, within(1e-6 * expected));
                }
            }
        }
    }

    @Test
    void bothKindsOfDiscountsOccur() {
        var plain = new Plain(3, IntStream.of(text(300, 300)).boxed().toList());
        assertThat(Plain.discount(plain.counts(3), 1)).isNotEqualTo(0.5).isBetween(0.3, 1.0);
        assertThat(Plain.discount(plain.counts(1), 1)).isEqualTo(0.5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 9})
    void probabilitiesSumToOneAfterAnyHistory(int order) {
        var text = text(3000, 1);
        var model = KneserNey.of(order, SYMBOLS, text);
        var random = new Random(2);
        for (int i = 0; i < 400; i++) {
            int length = random.nextInt(order + 3);
            int from = random.nextInt(text.length - length);
            int[] history = i % 2 == 0
                    ? Arrays.copyOfRange(text, from, from + length)
                    : random.ints(length, 0, SYMBOLS).toArray();
            var p = model.probabilities(history);
            assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-6));
            assertThat(Arrays.stream(p).min().orElseThrow()).isPositive();
        }
    }

    @Test
    void readingATextIsPredictingEachSymbol() {
        var model = KneserNey.of(4, SYMBOLS, text(500, 3));
        var other = text(200, 4);
        other[50] = 8; // never seen
        var logs = model.logProbabilities(other);
        double sum = 0;
        for (int i = 0; i < other.length; i++) {
            double log = Math.log(model.probabilities(Arrays.copyOf(other, i))[other[i]]);
            assertThat(logs[i]).isCloseTo((float) log, within(1e-5f));
            sum -= log;
        }
        assertThat(model.loss(other)).isCloseTo(sum / other.length, within(1e-9));
    }

    @Test
    void longerHistoriesHelpWhereTheTextHasThem() {
        var text = text(20_000, 7);
        var other = text(5_000, 8);
        double one = KneserNey.of(1, SYMBOLS, text).loss(other);
        double two = KneserNey.of(2, SYMBOLS, text).loss(other);
        assertThat(one).isLessThan(Math.log(SYMBOLS));
        assertThat(two).isLessThan(one - 0.3);
        assertThat(KneserNey.of(5, SYMBOLS, text).loss(other)).isBetween(two, two + 0.1); // nothing more to know
    }

    @Test
    void sizeCountsWhatIsStored() {
        var model = KneserNey.of(3, 4, 0, 1, 0, 1, 2);
        assertThat(model.size()).isEqualTo(3 + 3 + 3); // 0 1 2, 01 10 12, 010 101 012
        assertThat(model.order()).isEqualTo(3);
        assertThat(model.symbols()).isEqualTo(4);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> KneserNey.of(0, 3, 1)).hasMessageContaining("order 0");
        assertThatThrownBy(() -> KneserNey.of(2, 3)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> KneserNey.of(2, 3, 1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        var model = KneserNey.of(2, 3, 1, 2);
        assertThatThrownBy(() -> model.loss(5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(model::loss).isInstanceOf(DataException.class);
    }

    @Test
    @NeedsData("tinyshakespeare/input.txt")
    void tinyShakespeareByCharacters() {
        var text = TextFile.read(DataFolder.file("tinyshakespeare/input.txt")).text();
        var ids = Tokenizer.characters(text, Case.KEEP).ids(text);
        int cut = ids.length * 9 / 10;
        var train = Arrays.copyOf(ids, cut);
        var test = Arrays.copyOfRange(ids, cut, ids.length);
        assertThat(KneserNey.of(5, 65, train).loss(test)).isCloseTo(1.5611, within(5e-4));
        assertThat(KneserNey.of(7, 65, train).loss(test)).isCloseTo(1.5165, within(5e-4));
        assertThat(KneserNey.of(9, 65, train).loss(test)).isCloseTo(1.5220, within(5e-4));
    }

    @Test
    @NeedsData("wikitext2/wiki.train.shuffled-articles.tokens.gz")
    void wikiText2ByWords() {
        var text = TextFile.read(DataFolder.file("wikitext2/wiki.train.shuffled-articles.tokens.gz"))
                .text();
        var words = Tokenizer.words(text, Case.KEEP, 1);
        var model = KneserNey.of(5, words.vocabulary().size(), words.ids(text));
        var test = words.ids(
                TextFile.read(DataFolder.file("wikitext2/wiki.test.tokens.gz")).text());
        assertThat(Math.exp(model.loss(test))).isCloseTo(217.8, within(0.1));
        for (int from : new int[] {0, 1000, 100_000}) {
            assertThat(Arrays.stream(model.probabilities(Arrays.copyOfRange(test, from, from + 4)))
                            .sum())
                    .isCloseTo(1, within(1e-6));
        }
    }
}
