package carousel.baseline.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.DataFolder;
import carousel.NeedsData;
import carousel.baseline.MostFrequentTag;
import carousel.baseline.TaggedWords;
import carousel.data.TextFile;
import carousel.data.reader.Conllu;
import carousel.text.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class HmmTaggerTest {
    private static final String[] WORDS = {"a", "be", "Cee", "D2", "be-f", "saying", "playing", "plays"};

    private static List<TaggedWords> drawn(int tags, int sentences, long seed) {
        var random = new Random(seed);
        var all = new ArrayList<TaggedWords>();
        for (int i = 0; i < sentences; i++) {
            int length = i == 0 ? 0 : random.nextInt(7);
            var words = new ArrayList<String>();
            var given = new int[length];
            for (int w = 0; w < length; w++) {
                given[w] = random.nextInt(3) == 0 || w == 0 ? random.nextInt(tags) : (given[w - 1] + 1) % tags;
                words.add(WORDS[(given[w] * 2 + random.nextInt(4)) % WORDS.length]);
            }
            all.add(new TaggedWords(words, given));
        }
        return all;
    }

    @Test
    void theTagsAreTheBestOfAll() {
        var random = new Random(1);
        for (int seed = 0; seed < 30; seed++) {
            var sentences = drawn(3, 20, seed);
            var tagger = HmmTagger.of(sentences);
            var logs = TagTrigrams.of(3, sentences).logs();
            var lexicon = Lexicon.of(3, sentences);
            var words = random.ints(random.nextInt(6), 0, WORDS.length)
                    .mapToObj(i -> i == 0 ? "unheard" : WORDS[i])
                    .toList();
            double best = Double.NEGATIVE_INFINITY;
            for (int code = 0; code < Math.pow(3, words.size()); code++) {
                var tags = new int[words.size()];
                for (int i = 0, rest = code; i < tags.length; i++, rest /= 3) {
                    tags[i] = rest % 3;
                }
                best = Math.max(best, score(logs, lexicon, words, tags));
            }
            assertThat(score(logs, lexicon, words, tagger.tags(words)))
                    .as("seed %d", seed)
                    .isCloseTo(best, within(1e-9));
        }
    }

    private static double score(double[][][] logs, Lexicon lexicon, List<String> words, int... tags) {
        double score = 0;
        int r = 3;
        int s = 3;
        for (int i = 0; i < tags.length; i++) {
            score += logs[r][s][tags[i]] + lexicon.evidence(words, i)[tags[i]];
            r = s;
            s = tags[i];
        }
        return score + logs[r][s][3];
    }

    @Test
    void whatFollowsTwoTagsSumsToOne() {
        var logs = TagTrigrams.of(4, drawn(4, 50, 1)).logs();
        for (var one : logs) {
            for (var row : one) {
                assertThat(Arrays.stream(row).map(Math::exp).sum()).isCloseTo(1, within(1e-9));
            }
        }
    }

    /**
     * One sentence with the tags 0 0 1, where 2 stands for its edges: the trigrams 220, 200, 001 and 012 occur once and say
     * nothing without themselves. Without itself, tag 0 is 1 of 3 alone and, after 0, 0 of 1; so are 1 and the edge 0 of 3.
     */
    @Test
    void interpolationIsThatOfBrants() {
        var logs = TagTrigrams.of(2, List.of(new TaggedWords(List.of("a", "b", "c"), new int[] {0, 0, 1})))
                .logs();
        // 220, 200: f3 = 0, f2 = 0, f1 = 1/3, so λ1 = 2/4; 001, 012: all 0, which counts as the longest, so λ3 = 2/4
        assertThat(Math.exp(logs[2][2][0])).isCloseTo(0.5 * 2 / 4 + 0.5, within(1e-12));
        assertThat(Math.exp(logs[0][0][0])).isCloseTo(0.5 * 2 / 4 + 0, within(1e-12));
        // 1 1 was never seen, 1 was: as after 1 alone, always the edge
        assertThat(Math.exp(logs[1][1][2])).isCloseTo(0.5 * 1 / 4 + 0.5, within(1e-12));
    }

    /** Rare words lend their endings to unknown ones, and a capital counts for less where a sentence begins. */
    @Test
    void unknownWordsAreKnownByEndingAndLooks() {
        var sentences = List.of(
                new TaggedWords(List.of("walking", "talking", "Bob", "and"), new int[] {0, 0, 1, 2}),
                new TaggedWords(List.of("singing", "with", "Ann", "1999"), new int[] {0, 2, 1, 3}));
        var lexicon = Lexicon.of(4, sentences);
        assertThat(best(lexicon.evidence(List.of("x", "jumping"), 1))).isZero();
        assertThat(best(lexicon.evidence(List.of("x", "Zoe"), 1))).isEqualTo(1);
        assertThat(best(lexicon.evidence(List.of("x", "2024"), 1))).isEqualTo(3);
        assertThat(lexicon.evidence(List.of("Zoe"), 0)[1]).isLessThan(lexicon.evidence(List.of("x", "Zoe"), 1)[1]);
        assertThat(best(lexicon.evidence(List.of("Walking"), 0))).isZero(); // known in small letters
    }

    private static int best(double... evidence) {
        int best = 0;
        for (int k = 1; k < evidence.length; k++) {
            best = evidence[k] > evidence[best] ? k : best;
        }
        return best;
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> HmmTagger.of(List.of())).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> HmmTagger.of(List.of(new TaggedWords(List.of("a"), new int[] {200}))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("201");
    }

    private static List<TaggedWords> english(String part, List<String> names) {
        var file = TextFile.read(DataFolder.file("ud_english_ewt/en_ewt-ud-" + part + ".conllu.gz"));
        var all = new Conllu(Conllu.Column.UPOS).read(file).examples();
        all.forEach(sentence ->
                sentence.tags().stream().filter(tag -> !names.contains(tag)).forEach(names::add));
        return all.stream()
                .map(sentence -> new TaggedWords(
                        sentence.words(),
                        sentence.tags().stream().mapToInt(names::indexOf).toArray()))
                .toList();
    }

    private static double accuracy(Function<List<String>, int[]> tagger, List<TaggedWords> sentences) {
        double right = 0;
        int words = 0;
        for (var sentence : sentences) {
            var found = tagger.apply(sentence.words());
            for (int i = 0; i < found.length; i++) {
                right += found[i] == sentence.tags()[i] ? 1 : 0;
                words++;
            }
        }
        return right / words;
    }

    @Test
    @NeedsData("ud_english_ewt")
    void englishPartsOfSpeech() {
        var names = new ArrayList<String>();
        var train = english("train", names);
        var test = english("test", names);
        assertThat(names).hasSize(17);
        assertThat(accuracy(MostFrequentTag.of(train)::tags, test)).isCloseTo(0.8618, within(5e-5));
        assertThat(accuracy(HmmTagger.of(train)::tags, test)).isCloseTo(0.9364, within(5e-5));
    }
}
