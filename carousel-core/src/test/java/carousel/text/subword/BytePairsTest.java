package carousel.text.subword;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.DataFolder;
import carousel.NeedsData;
import carousel.text.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class BytePairsTest {
    private static final List<String> LOW = List.of(
            "low low low low low lower lower", "newest newest newest newest newest newest", "widest widest widest");

    /** Five words that end in st or begin with lo, six and three of them. */
    @Test
    void frequentPairsAreJoinedFirst() {
        var subwords = BytePairs.learn(LOW, 100, 1);
        assertThat(subwords.merges())
                .startsWith("e s", "es t", "l o", "lo w", "▁ low")
                .contains("▁low er");
        assertThat(subwords.pieces("low lowest")).containsExactly("▁low", "▁low", "est");
        assertThat(subwords.pieces("low lost")).containsExactly("▁low", "▁", "lo", "s", "t");
        assertThat(subwords.vocabulary().symbols())
                .startsWith("<unk>", "<eos>", "d", "e")
                .contains("▁newest");
    }

    @Test
    void equalsCountingEverythingAnew() {
        for (long seed = 0; seed < 60; seed++) {
            var random = new Random(seed);
            var texts = texts(random, 12, "a", "b", "c", " ");
            int size = 7 + random.nextInt(30);
            assertThat(BytePairs.learn(texts, size, 1).merges())
                    .as("seed %d", seed)
                    .isEqualTo(plain(texts, size));
        }
    }

    private static List<String> texts(Random random, int longest, String... parts) {
        var texts = new ArrayList<String>();
        for (int n = 0; n < 20; n++) {
            texts.add(random.ints(random.nextInt(longest + 1), 0, parts.length)
                    .mapToObj(i -> parts[i])
                    .collect(Collectors.joining()));
        }
        texts.set(0, String.join("", parts));
        return texts;
    }

    /** Counts all pairs, joins the most frequent one, and counts all again. */
    private static List<String> plain(List<String> texts, int size) {
        var words = new ArrayList<List<String>>();
        texts.forEach(text -> Spelled.words(text).forEach(word -> words.add(new ArrayList<>(List.of(word.split(""))))));
        var symbols = new LinkedHashSet<String>();
        words.forEach(symbols::addAll);
        var merges = new LinkedHashSet<String>();
        while (symbols.size() + 2 < size) {
            var counts =
                    new TreeMap<List<String>, Integer>((x, y) -> x.getFirst().equals(y.getFirst())
                            ? x.getLast().compareTo(y.getLast())
                            : x.getFirst().compareTo(y.getFirst()));
            for (var word : words) {
                for (int i = 1; i < word.size(); i++) {
                    counts.merge(List.of(word.get(i - 1), word.get(i)), 1, Integer::sum);
                }
            }
            int most = counts.values().stream().mapToInt(count -> count).max().orElse(0);
            if (most < 2) {
                break;
            }
            var pair = counts.keySet().stream()
                    .filter(key -> counts.get(key) == most)
                    .findFirst()
                    .orElseThrow();
            words.forEach(word -> join(word, pair));
            symbols.add(String.join("", pair));
            merges.add(String.join(" ", pair));
        }
        return List.copyOf(merges);
    }

    private static void join(List<String> word, List<String> pair) {
        for (int i = 1; i < word.size(); i++) {
            if (word.subList(i - 1, i + 1).equals(pair)) {
                word.set(i - 1, String.join("", pair));
                word.remove(i);
            }
        }
    }

    /** A word taken apart by going through all merges, in order. */
    @Test
    void encodingEqualsAllMergesInOrder() {
        for (long seed = 0; seed < 60; seed++) {
            var random = new Random(seed);
            var subwords = BytePairs.learn(texts(random, 12, "a", "b", " "), 14, 1);
            for (var text : texts(random, 15, "a", "b", " ")) {
                var expected = new ArrayList<String>();
                for (var word : Spelled.words(text)) {
                    var pieces = new ArrayList<>(List.of(word.split("")));
                    subwords.merges().forEach(merge -> join(pieces, List.of(merge.split(" "))));
                    expected.addAll(pieces);
                }
                // Where a piece can be made in two ways, a merge may become possible behind its turn.
                if (subwords.merges().size() + subwords.characters().size() + 2
                        == subwords.vocabulary().size()) {
                    assertThat(subwords.pieces(text))
                            .as("seed %d, '%s'", seed, text)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void textsComeBackAsTheyWere() {
        for (long seed = 0; seed < 100; seed++) {
            var texts =
                    texts(new Random(seed), 20, "a", "bb", "ß", "😀", " ", "\t", "\n", "\u00a0", "<unk>", "e\u0301");
            var subwords = BytePairs.learn(texts, 60, 1);
            for (var text : texts) {
                assertThat(subwords.text(subwords.ids(text)))
                        .as("seed %d", seed)
                        .isEqualTo(text);
            }
        }
    }

    @Test
    void whatIsSavedIsTheSame() {
        var subwords = BytePairs.learn(LOW, 30, 1);
        var again = BytePairs.of(subwords.characters(), subwords.merges());
        assertThat(again)
                .isEqualTo(subwords)
                .hasToString("BytePairs[11 characters, " + subwords.merges().size() + " merges]");
        assertThat(again.vocabulary()).isEqualTo(subwords.vocabulary());
        assertThat(again.ids("lowest newer wide")).isEqualTo(subwords.ids("lowest newer wide"));
    }

    @Test
    void theOrderOfTextsDoesNotMatter() {
        var texts = texts(new Random(5), 30, "ab", "ba", "c", " ");
        var subwords = BytePairs.learn(texts, 40, 1);
        for (long seed = 0; seed < 10; seed++) {
            Collections.shuffle(texts, new Random(seed));
            assertThat(BytePairs.learn(texts, 40, 1)).isEqualTo(subwords);
        }
    }

    @Test
    void unknownAndRareCharacters() {
        var subwords = BytePairs.learn(LOW, 30, 3);
        assertThat(subwords.characters()).doesNotContain("r").contains("d");
        assertThat(subwords.pieces("rlow 😀")).containsExactly("▁", "<unk>", "low", "▁", "<unk>");
        assertThat(subwords.text(subwords.ids("rlow 😀"))).isEqualTo("<unk>low <unk>");
        int end = subwords.vocabulary().end();
        int[] ids = subwords.ids("low");
        assertThat(subwords.text(Arrays.copyOf(new int[] {ids[0], end}, 2))).isEqualTo("low");
        assertThat(subwords.ids("")).isEmpty();
        assertThat(subwords.text()).isEmpty();
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> BytePairs.learn(LOW, 12, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("12 symbols; the texts have 11 different characters, expected 2 more");
        var letters = List.of("a", "b");
        assertThatThrownBy(() -> BytePairs.of(letters, List.of("ab"))).hasMessageContaining("expected two pieces");
        assertThatThrownBy(() -> BytePairs.of(letters, List.of("a b c"))).hasMessageContaining("expected two pieces");
        assertThatThrownBy(() -> BytePairs.of(letters, List.of("a c"))).hasMessageContaining("joins 'c'");
        assertThatThrownBy(() -> BytePairs.of(letters, List.of("a b", "a b"))).hasMessageContaining("stands twice");
    }

    /** Both sides of a translation: every sentence comes back, and 8000 pieces are enough for little more than its words. */
    @Test
    @NeedsData("multi30k/raw.train.en.gz")
    void bothSidesOfATranslation() throws IOException {
        var texts = new ArrayList<>(lines("multi30k/raw.train.de.gz"));
        texts.addAll(lines("multi30k/raw.train.en.gz"));
        var subwords = BytePairs.learn(texts, 8000, 2);
        assertThat(subwords.vocabulary().size()).isEqualTo(8000);
        long pieces = 0;
        long words = 0;
        for (var text : texts) {
            var ids = subwords.ids(text);
            pieces += ids.length;
            words += text.split(" ").length;
            if (Arrays.stream(ids).noneMatch(id -> id == subwords.vocabulary().unknown())) {
                assertThat(subwords.text(ids)).isEqualTo(text);
            }
        }
        assertThat((double) pieces / words).isBetween(1.0, 1.35);
    }

    private static List<String> lines(String file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(DataFolder.file(file)));
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
