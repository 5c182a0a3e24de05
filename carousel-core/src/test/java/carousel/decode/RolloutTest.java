package carousel.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RolloutTest {
    private static final int END = TinyModel.END;
    private static final int SYMBOLS = 4;

    private static Rollout rollout(long seed, int texts) {
        return new Rollout(Sample.seed(seed), END).withTexts(texts);
    }

    private static TinyModel model(int... sources) {
        return new TinyModel(7, SYMBOLS, 0, sources);
    }

    private static Request request(int number) {
        return Request.upTo(6).withNumber(number);
    }

    @Test
    void whatIsDrawnIsAsProbableAsTheModelSays() {
        int count = 20_000;
        var drawn = rollout(1, count).search(model(2), 1, Request.upTo(3)).getFirst();
        assertThat(drawn).hasSize(count);
        var counts = new HashMap<List<Integer>, Integer>();
        drawn.stream()
                .filter(Hypothesis::ended)
                .forEach(
                        one -> counts.merge(Arrays.stream(one.symbols()).boxed().toList(), 1, Integer::sum));
        var all = model(2).all(2, 3);
        assertThat(all).hasSize(1 + 3 + 9);
        for (var whole : all) {
            assertThat(counts.getOrDefault(whole.symbols(), 0) / (double) count)
                    .as("%s", whole.symbols())
                    .isCloseTo(Math.exp(whole.logProbability()), within(0.01));
        }
        var known = all.stream().collect(Collectors.toMap(TinyModel.Whole::symbols, TinyModel.Whole::logProbability));
        for (var one : drawn.subList(0, 100)) {
            assertThat(one.attention()).hasNumberOfRows(one.symbols().length + (one.ended() ? 1 : 0));
            if (one.ended()) {
                var symbols = Arrays.stream(one.symbols()).boxed().toList();
                assertThat(one.logProbability()).isCloseTo(known.get(symbols), within(1e-5));
            }
        }
    }

    /** Neither other sources nor more texts of the same source change a draw. */
    @Test
    void aTextIsTheSameAloneAndAmongOthers() {
        for (long seed = 0; seed < 20; seed++) {
            var three =
                    rollout(seed, 3).search(model(0, 2, 2, 1), List.of(request(4), request(9), request(8), request(1)));
            for (int texts = 1; texts <= 3; texts++) {
                var alone = rollout(seed, texts).search(model(2), List.of(request(9)));
                assertThat(alone.getFirst())
                        .as("seed %d", seed)
                        .isEqualTo(three.get(1).subList(0, texts));
            }
        }
    }

    /** A draw that two shared would make them equal wherever their probabilities are. */
    @Test
    void sourcesTextsAndSeedsHaveDrawsOfTheirOwn() {
        var seen = rollout(1, 40).search(model(2, 2), List.of(request(1), request(2)));
        assertThat(seen.get(0)).isNotEqualTo(seen.get(1));
        assertThat(rollout(2, 40).search(model(2), List.of(request(1))).getFirst())
                .isNotEqualTo(seen.get(0));
        long same = 0;
        for (int i = 0; i < 40; i++) {
            same += seen.get(0).get(i).equals(seen.get(1).get(i)) ? 1 : 0;
        }
        assertThat(same).isLessThan(20);
        assertThat(seen.get(0).stream().distinct().count()).isGreaterThan(5);
    }

    @Test
    void withoutDrawsAllTextsAreOne() {
        var found = new Rollout(new Greedy(), END).withTexts(3).search(model(0, 1), 2, Request.upTo(6));
        for (var texts : found) {
            assertThat(texts).hasSize(3);
            assertThat(texts.stream().distinct()).hasSize(1);
        }
        assertThatThrownBy(() -> rollout(1, 0)).hasMessageContaining("needed 1 or more");
    }

    /** Of what is allowed only; one that cannot go on is no text. */
    @Test
    void whatIsNotAllowedIsNotDrawn() {
        var words = Allowed.lexicon(List.of(new int[] {0, 2}, new int[] {3}));
        var found = rollout(3, 50).search(model(1), List.of(new Request(4, words)));
        assertThat(found.getFirst()).hasSize(50).allMatch(Hypothesis::ended);
        assertThat(found.getFirst().stream()
                        .map(one -> Arrays.toString(one.symbols()))
                        .distinct())
                .containsExactlyInAnyOrder("[0, 2]", "[3]");
        var nothing =
                rollout(3, 5).search(model(1, 1), List.of(new Request(4, Allowed.lexicon(List.of())), request(2)));
        assertThat(nothing.getFirst()).isEmpty();
        assertThat(nothing.getLast()).hasSize(5);
    }
}
