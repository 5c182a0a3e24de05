package carousel.text.subword;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.DataFolder;
import carousel.NeedsData;
import carousel.text.DataException;
import carousel.text.Vocabulary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class UnigramsTest {

    private static List<String> texts(Random random, int count, String... parts) {
        var texts = new ArrayList<String>();
        for (int n = 0; n < count; n++) {
            texts.add(random.ints(random.nextInt(15), 0, parts.length)
                    .mapToObj(i -> parts[i])
                    .collect(Collectors.joining()));
        }
        texts.set(0, String.join("", parts));
        return texts;
    }

    /** Every way to cut a word. */
    private static List<List<String>> ways(String word) {
        if (word.isEmpty()) {
            return List.of(List.of());
        }
        var ways = new ArrayList<List<String>>();
        for (int length = 1; length <= word.length(); length++) {
            for (var rest : ways(word.substring(length))) {
                var way = new ArrayList<>(List.of(word.substring(0, length)));
                way.addAll(rest);
                ways.add(way);
            }
        }
        return ways;
    }

    private static double probability(List<String> way, Map<String, Double> scores) {
        return way.stream()
                .mapToDouble(piece -> Math.exp(scores.getOrDefault(piece, Double.NEGATIVE_INFINITY)))
                .reduce(1, (left, right) -> left * right);
    }

    /** All substrings of a short word, with random probabilities; some are no pieces. */
    private static LinkedHashMap<String, Double> pieces(String word, Random random) {
        var scores = new LinkedHashMap<String, Double>();
        for (int from = 0; from < word.length(); from++) {
            for (int to = from + 1; to <= word.length(); to++) {
                if (to == from + 1 || random.nextInt(3) > 0) {
                    scores.put(word.substring(from, to), Math.log(random.nextDouble() / 4));
                }
            }
        }
        return scores;
    }

    private static String word(Random random) {
        return IntStream.range(0, 1 + random.nextInt(8))
                .mapToObj(i -> String.valueOf((char) ('a' + random.nextInt(3))))
                .collect(Collectors.joining());
    }

    @Test
    void theBestOfAllWays() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var word = Spelled.MARK + word(random);
            var scores = pieces(word, random);
            var found = Unigrams.of(scores).pieces(word.substring(1));
            assertThat(String.join("", found)).isEqualTo(word);
            double best = ways(word).stream()
                    .mapToDouble(way -> probability(way, scores))
                    .max()
                    .orElseThrow();
            assertThat(probability(found, scores)).as("seed %d", seed).isCloseTo(best, within(1e-12 * best));
        }
    }

    /** Probability of a word, and expected pieces, as sums over all ways. */
    @Test
    void expectationsEqualThoseOfAllWays() {
        for (long seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            var word = word(random);
            var pieces = pieces(word, random);
            var names = List.copyOf(pieces.keySet());
            var ids = new LinkedHashMap<String, Integer>();
            names.forEach(name -> ids.put(name, ids.size() + 1));
            var scores = new double[names.size() + 1];
            names.forEach(name -> scores[ids.get(name)] = pieces.get(name));
            var expected = new double[scores.length];
            double found = Lattice.of(word, ids, 9).expect(scores, 3, expected);
            var sums = new double[scores.length];
            double total = 0;
            for (var way : ways(word)) {
                double p = probability(way, pieces);
                total += p;
                way.forEach(piece -> sums[ids.getOrDefault(piece, 0)] += p);
            }
            assertThat(found).as("seed %d", seed).isCloseTo(Math.log(total), within(1e-9));
            for (int id = 1; id < sums.length; id++) {
                assertThat(expected[id])
                        .as("seed %d, %s", seed, names.get(id - 1))
                        .isCloseTo(3 * sums[id] / total, within(1e-9));
            }
        }
    }

    @Test
    void estimatesNeverBecomeLessLikely() {
        for (long seed = 0; seed < 20; seed++) {
            var counts = Counts.of(texts(new Random(seed), 30, "ab", "ba", "cab", "d", " "), 100, 1);
            var pruning = new Pruning(counts, 20);
            double before = Double.NEGATIVE_INFINITY;
            for (int n = 0; n < 30; n++) {
                double now = pruning.expect();
                assertThat(now).as("seed %d, estimate %d", seed, n).isGreaterThanOrEqualTo(before - 1e-9);
                assertThat(n != 1 || now > before + 1e-3).isTrue();
                pruning.maximise();
                before = now;
            }
        }
    }

    /** What stands twice, each as often as it does, counted by going through all of it. */
    @Test
    void candidatesEqualCountingEverything() {
        var words = Counts.of(texts(new Random(3), 30, "ab", "c", "😀", " "), 100, 1)
                .words();
        var counts = new LinkedHashMap<String, Long>();
        words.forEach((word, times) -> {
            var ends = IntStream.rangeClosed(0, word.length())
                    .filter(i -> i == word.length() || !Character.isLowSurrogate(word.charAt(i)))
                    .toArray();
            for (int from = 0; from < ends.length; from++) {
                for (int to = from + 1; to < Math.min(ends.length, from + Candidates.LONGEST + 1); to++) {
                    counts.merge(word.substring(ends[from], ends[to]), times, Long::sum);
                }
            }
        });
        var characters = List.of("a", "b", "c", "▁", "😀");
        counts.entrySet().removeIf(entry -> entry.getValue() < 2 && !characters.contains(entry.getKey()));
        assertThat(Candidates.of(characters, words, 10_000)).isEqualTo(counts);
        assertThat(Candidates.of(characters, words, 7)).hasSize(5 + 7).containsEntry("a", counts.get("a"));
    }

    @Test
    void wordsThatStandOftenBecomePieces() {
        var low = List.of(
                "low low low low low lower lower", "newest newest newest newest newest newest", "widest widest");
        var subwords = Unigrams.learn(low, 19, 1);
        assertThat(subwords.vocabulary().size()).isEqualTo(19);
        assertThat(subwords.vocabulary().symbols()).startsWith("<unk>", "<eos>").contains("▁newest", "▁low", "r");
        assertThat(subwords.pieces("low newest lowr")).containsExactly("▁low", "▁newest", "▁low", "r");
        double sum = subwords.scores().values().stream().mapToDouble(Math::exp).sum();
        assertThat(sum).isCloseTo(1, within(1e-9));
        assertThat(Unigrams.learn(low, 13, 1).scores().keySet()).allMatch(piece -> piece.length() == 1);
    }

    @Test
    void textsComeBackAndTheirOrderDoesNotMatter() {
        for (long seed = 0; seed < 30; seed++) {
            var texts = texts(new Random(seed), 30, "ab", "bb", "ß", "😀", " ", "\t", "\u00a0", "<unk>", "e\u0301");
            var subwords = Unigrams.learn(texts, 60, 1);
            for (var text : texts) {
                assertThat(subwords.text(subwords.ids(text)))
                        .as("seed %d", seed)
                        .isEqualTo(text);
            }
            Collections.shuffle(texts, new Random(seed));
            assertThat(Unigrams.learn(texts, 60, 1)).as("seed %d", seed).isEqualTo(subwords);
        }
    }

    @Test
    void unknownCharacters() {
        var subwords = Unigrams.learn(List.of("low low lower low", "slow slow"), 30, 2);
        assertThat(subwords.pieces("rlow 😀😀")).containsExactly("▁", "<unk>", "low", "▁", "<unk>", "<unk>");
        assertThat(subwords.ids("")).isEmpty();
        assertThat(subwords.text(subwords.vocabulary().end(), subwords.ids("low")[0]))
                .isEqualTo("low");
    }

    /** A line without a space, as long as a file: in slices, and no slower for each character. */
    @Test
    void aWordWithoutEnd() {
        var endless = "ab😀c".repeat(50_000);
        for (var kind : SubwordKind.values()) {
            var subwords = kind.learn(List.of(endless, "a b c"), 20, 1);
            assertThat(subwords.text(subwords.ids(endless))).as("%s", kind).isEqualTo(endless);
        }
    }

    @Test
    void whatIsSavedIsTheSame() {
        for (var kind : SubwordKind.values()) {
            var subwords = kind.learn(List.of("low low lower low", "slow slow"), 30, 1);
            var again = Subwords.ofLists(subwords.toLists());
            assertThat(again).isEqualTo(subwords).hasSameHashCodeAs(subwords);
            assertThat(again.vocabulary()).isEqualTo(subwords.vocabulary());
            assertThat(again.ids("slower")).isEqualTo(subwords.ids("slower"));
        }
        assertThat(Subwords.ofLists(Subwords.none().toLists())).isEqualTo(Subwords.none());
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> Unigrams.learn(List.of("abc"), 4, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("4 symbols; the texts have 4 different characters, expected 2 more");
        assertThatThrownBy(() -> Subwords.ofLists(Map.of())).hasMessageContaining("neither 'merges' nor 'scores'");
        assertThatThrownBy(() -> Subwords.ofLists(Map.of("scores", List.of("0"))))
                .hasMessageContaining("'pieces'");
        var pieces = List.of("a", "b");
        assertThatThrownBy(() -> Subwords.ofLists(Map.of("scores", List.of("-1"), "pieces", pieces)))
                .hasMessageContaining("2 pieces and 1 scores");
        assertThatThrownBy(() -> Subwords.ofLists(Map.of("scores", List.of("-1", "NaN"), "pieces", pieces)))
                .hasMessageContaining("the score of 'b' is NaN; expected the logarithm");
    }

    @Test
    @NeedsData("multi30k/raw.train.en.gz")
    void oneSideOfATranslation() throws IOException {
        var texts = lines("multi30k/raw.train.en.gz");
        var subwords = Unigrams.learn(texts, 4000, 2);
        assertThat(subwords.vocabulary().size()).isEqualTo(4000);
        int unknown = subwords.vocabulary().id(Vocabulary.UNKNOWN);
        long pieces = 0;
        long words = 0;
        for (var text : texts.subList(0, 5000)) {
            var ids = subwords.ids(text);
            pieces += ids.length;
            words += text.split(" ").length;
            if (Arrays.stream(ids).noneMatch(id -> id == unknown)) {
                assertThat(subwords.text(ids)).isEqualTo(text);
            }
        }
        assertThat((double) pieces / words).isBetween(1.0, 1.4);
    }

    private static List<String> lines(String file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(DataFolder.file(file)));
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
