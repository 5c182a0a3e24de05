package carousel.lab;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.lab.check.Figure;
import carousel.lab.check.Findings;
import carousel.lab.check.Law;
import carousel.lab.check.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LawsTest {

    static Stream<Named<Law<?>>> laws() {
        return Laws.all().stream().map(law -> Named.of(law.title().name(), law));
    }

    @ParameterizedTest
    @MethodSource("laws")
    void holds(Law<?> law) {
        var verdict = law.run();
        assertThat(verdict.failure()).isEmpty();
        assertThat(verdict.figures()).isNotEmpty().allMatch(Figure::passed);
        assertThat(verdict.passed()).isTrue();
    }

    /** By its numbers, not by falling over, and as it is checked by the law itself. */
    @ParameterizedTest
    @MethodSource("laws")
    void isBrokenByWhatIsWrongInOnePlace(Law<?> law) {
        var verdict = law.mutant();
        assertThat(verdict.failure()).isEmpty();
        assertThat(verdict.figures()).anyMatch(figure -> !figure.passed());
        assertThat(verdict.passed()).isFalse();
    }

    @Test
    void thereAreAtLeastFiftyEachWithItsOwnNameAndLine() {
        var titles = Laws.all().stream().map(Law::title).toList();
        assertThat(titles).hasSizeGreaterThanOrEqualTo(50);
        assertThat(titles)
                .extracting(Law.Title::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9-]+"));
        assertThat(titles).extracting(Law.Title::line).doesNotHaveDuplicates().allMatch(line -> !line.contains("\n"));
        assertThat(titles).extracting(Law.Title::system).allMatch(system -> system.matches("[ABCD]\\d{1,2}"));
        assertThat(titles).extracting(Law.Title::source).noneMatch(String::isBlank);
    }

    @Test
    void aLawIsFoundByItsName() {
        assertThat(Laws.find("lstm").orElseThrow().title().system()).isEqualTo("A7");
        assertThat(Laws.find("lstn")).isEmpty();
    }

    @Test
    void whatIsNotANumberNeverPasses() {
        for (var relation : Figure.Relation.values()) {
            assertThat(new Figure("x", 1, Double.NaN, 1e9, relation).passed()).isFalse();
            assertThat(new Figure("x", 1, 1, 0, relation).passed()).isTrue();
        }
        var findings = new Findings();
        findings.same("x", new double[] {0, 1, 5}, new double[] {0, Double.NaN, 9}, 100);
        findings.bits("y", new float[] {0, 1}, new float[] {-0f, 1});
        assertThat(findings.figures()).noneMatch(Figure::passed);
    }

    @Test
    void aCheckThatFallsOverOrFindsNothingFails() {
        var title = new Law.Title("x", "A1", "none", "nothing");
        var falling = title.<Integer>check(() -> 0, () -> 1, (zero, found) -> found.exactly("one", 1, 1 / zero));
        assertThat(falling.run().passed()).isFalse();
        assertThat(falling.run().failure()).contains("by zero");
        assertThat(falling.mutant().passed()).isTrue();
        assertThat(new Verdict(List.of(), "").passed()).isFalse();
    }
}
