package carousel.cli.translate;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.cli.translate.ByLength.Drawn;
import carousel.cli.translate.ByLength.Group;
import carousel.metric.text.Bleu;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ByLengthTest {
    /** Sources of these lengths; what is longer than five is translated wrongly. */
    private static ByLength of(int groups, int... lengths) {
        var sources = IntStream.of(lengths).mapToObj(int[]::new).toList();
        var references = IntStream.range(0, lengths.length)
                .mapToObj(i -> List.of("one two three four number" + i))
                .toList();
        var texts = IntStream.range(0, lengths.length)
                .mapToObj(i -> lengths[i] > 5 ? "wrong" : references.get(i).getFirst())
                .toList();
        return ByLength.of(new Written(texts, texts, references, 0), sources, groups, Bleu.standard());
    }

    @Test
    void everySentenceIsInTheGroupOfItsLength() {
        var random = new Random(3);
        for (int run = 0; run < 50; run++) {
            var lengths = IntStream.range(0, 1 + random.nextInt(40))
                    .map(i -> random.nextInt(10))
                    .toArray();
            int groups = 1 + random.nextInt(6);
            var found = of(groups, lengths).groups();
            assertThat(found).hasSizeBetween(1, groups);
            assertThat(found.stream().mapToInt(Group::sequences).sum()).isEqualTo(lengths.length);
            for (int g = 0; g < found.size(); g++) {
                var group = found.get(g);
                var inside = IntStream.of(lengths).filter(n -> n >= group.from() && n <= group.to());
                assertThat(inside.count()).as("run %d", run).isEqualTo(group.sequences());
                assertThat(g == 0 || found.get(g - 1).to() < group.from()).isTrue();
            }
        }
    }

    @Test
    void scoresAreThoseOfTheGroupAlone() {
        var found = of(2, 9, 3, 8, 2, 7, 4);
        assertThat(found.groups()).hasSize(2);
        assertThat(found.groups().getFirst())
                .isEqualTo(new Group(2, 4, 3, 3, 100, found.groups().getFirst().chrf(), 1));
        assertThat(found.groups().getLast().exactMatch()).isZero();
        assertThat(found.groups().getLast().bleu()).isLessThan(5);
        assertThat(found.table("m")).startsWith("m\n").contains("2–4", "7–9", "100.00");
        assertThat(of(3, 4, 4, 4).table("m")).contains("\n4  ");
        assertThat(found.drawn()).isEqualTo(Drawn.BLEU);
        var word = new Written(List.of("cat"), List.of("kat"), List.of(List.of("k a t")), 0);
        var spoken = ByLength.of(word, List.of(new int[3]), 1, Bleu.standard());
        assertThat(spoken.drawn()).isEqualTo(Drawn.EXACT_MATCH);
    }
}
