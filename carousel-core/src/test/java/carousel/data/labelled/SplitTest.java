package carousel.data.labelled;

import static carousel.data.labelled.LabelledTest.documents;
import static carousel.data.labelled.LabelledTest.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.text.DataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplitTest {
    /** Texts {@code t0, t1, …}; the first label is the most frequent. */
    private static Labelled<Document> data(long seed, int size) {
        var random = new Random(seed);
        var words = new ArrayList<String>();
        for (int i = 0; i < size; i++) {
            words.add("t" + i);
            words.add("l" + random.nextInt(1 + random.nextInt(4)));
        }
        return documents(words.toArray(String[]::new));
    }

    private static void assertShares(Labelled<Document> part, Labelled<Document> all, double share) {
        var counts = Labels.counts(part);
        Labels.counts(all)
                .forEach((label, count) -> assertThat((double) counts.getOrDefault(label, 0))
                        .as("%s of %s", label, all.examples().size())
                        .isStrictlyBetween(share * count - 1, share * count + 1));
    }

    @Test
    void everyPartHasItsShareOfEveryLabel() {
        for (int size : new int[] {2, 3, 10, 57, 400}) {
            for (double part : new double[] {0.1, 0.25, 0.5, 0.9}) {
                var all = data(size, size);
                long held = Math.round(part * size);
                if (held > 0 && held < size) {
                    var split = Split.holdOut(all, part, size);
                    assertThat(split.held().examples()).hasSize((int) held);
                    assertShares(split.held(), all, (double) held / size);
                    var both = new ArrayList<>(texts(split.train()));
                    both.addAll(texts(split.held()));
                    assertThat(both).containsExactlyInAnyOrderElementsOf(texts(all));
                }
            }
        }
    }

    @Test
    void everyExampleIsHeldBackInOneFold() {
        for (int folds : new int[] {2, 3, 7, 10}) {
            var all = data(folds, 101);
            var held = new ArrayList<String>();
            for (var split : Split.folds(all, folds, 3)) {
                assertThat(split.held().examples().size()).isBetween(101 / folds, 101 / folds + 1);
                assertShares(split.held(), all, 1.0 / folds);
                assertThat(texts(split.train())).doesNotContainAnyElementsOf(texts(split.held()));
                assertThat(split.train().examples())
                        .hasSize(101 - split.held().examples().size());
                held.addAll(texts(split.held()));
            }
            assertThat(held).containsExactlyInAnyOrderElementsOf(texts(all));
        }
    }

    @Test
    void theOrderOfTheFileDoesNotMatterAndIsKept() {
        var all = data(5, 200);
        var examples = new ArrayList<>(all.examples());
        Collections.shuffle(examples, new Random(1));
        var held = Split.holdOut(all, 0.3, 7).held();
        var mixed = Split.holdOut(all.with(examples), 0.3, 7).held();
        assertThat(mixed.examples()).containsExactlyInAnyOrderElementsOf(held.examples());
        assertThat(mixed.examples()).isNotEqualTo(held.examples());
        assertThat(held.examples()).isSortedAccordingTo((a, b) -> Integer.compare(a.line(), b.line()));
    }

    @Test
    void theSeedMattersForEveryExample() {
        var all = data(6, 50);
        var once = new HashSet<String>();
        var always = new HashSet<>(texts(all));
        for (long seed = 0; seed < 60; seed++) {
            var held = texts(Split.holdOut(all, 0.2, seed).held());
            once.addAll(held);
            always.retainAll(held);
            assertThat(texts(Split.holdOut(all, 0.2, seed).held())).isEqualTo(held);
        }
        assertThat(once).hasSize(50);
        assertThat(always).isEmpty();
    }

    @Test
    void labelsThatAllDifferAreDealtAtRandomToo() {
        var words = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            words.addAll(List.of("t" + i, String.valueOf(i)));
        }
        var all = documents(words.toArray(String[]::new));
        Set<List<String>> different = new HashSet<>();
        for (long seed = 0; seed < 10; seed++) {
            different.add(texts(Split.holdOut(all, 0.1, seed).held()));
        }
        assertThat(different).hasSize(10);
    }

    @Test
    void whatCannotBeSplitIsRefused() {
        var all = data(1, 3);
        assertThatThrownBy(() -> Split.holdOut(all, 0.1, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("of 3 examples a part of 0.1 is 0");
        assertThatThrownBy(() -> Split.folds(all, 4, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("3 examples cannot make 4 folds");
        assertThatThrownBy(() -> Split.folds(all, 1, 1)).hasMessageContaining("expected 2 or more");
        for (double part : new double[] {0, 1, -0.5, Double.NaN}) {
            assertThatThrownBy(() -> Split.holdOut(all, part, 1)).hasMessageContaining("between 0 and 1");
        }
    }
}
