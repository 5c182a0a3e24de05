package carousel.cli.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.text.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContestTest {
    private static Tally hits(int examples, int right) {
        var parts = new double[examples][];
        Arrays.setAll(parts, i -> new double[] {i < right ? 1 : 0, 1});
        return new Tally(parts);
    }

    private static Contest contest(Measure measure, Tally network, List<Rival> rivals) {
        return new Contest(measure, () -> network, List.of(), rivals);
    }

    private static Rival rival(Supplier<Tally> scored) {
        return Rival.of("some", "some rival", scored);
    }

    @Test
    void aLeadIsTheDifferenceWithItsInterval() {
        var comparison = contest(Measure.ACCURACY, hits(100, 80), List.of(rival(() -> hits(100, 60))))
                .held(Budget.of(60), 7);
        var ahead = comparison.rivals().getFirst().ahead();
        assertThat(ahead.value()).isCloseTo(0.2, within(1e-12));
        assertThat(ahead.low()).isBetween(0.1, 0.15);
        assertThat(ahead.high()).isBetween(0.25, 0.3);
        assertThat(comparison.figures())
                .containsEntry("baseline_some_accuracy", 0.6)
                .containsEntry("baseline_network_accuracy", 0.8)
                .containsKeys("baseline_some_seconds", "baseline_some_lead_low", "baseline_verdict");
    }

    @Test
    void aLowerErrorIsALeadToo() {
        var network = Tally.squares(new float[] {1, 2, 3}, 1, 2, 4); // mean 1/3
        var rival = Tally.squares(new float[] {1, 2, 3}, 3, 2, 3); // mean 4/3
        assertThat(network.ahead(rival, Measure.MSE).value()).isCloseTo(1, within(1e-12));
        assertThat(rival.ahead(network, Measure.MSE).value()).isCloseTo(-1, within(1e-12));
    }

    @Test
    void whatIsTooSlowIsStoppedAndTheRestHasNoTime() throws InterruptedException {
        var stopped = new CountDownLatch(1);
        Supplier<Tally> slow = () -> {
            try {
                while (true) {
                    Rival.mayGoOn();
                    Thread.onSpinWait();
                }
            } finally {
                stopped.countDown();
            }
        };
        var comparison = contest(
                        Measure.ACCURACY, hits(9, 5), List.of(rival(() -> hits(9, 4)), rival(slow), rival(slow)))
                .held(Budget.of(0.3), 1);
        assertThat(comparison.rivals()).hasSize(1);
        assertThat(comparison.skipped().get(0).reason()).contains("seconds that were left");
        assertThat(comparison.skipped().get(1).reason()).isEqualTo("no time left");
        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatCannotLearnIsSkippedAndAMistakeIsNot() {
        Supplier<Tally> unable = () -> {
            throw new DataException("tags: 300 different ones");
        };
        Supplier<Tally> mistaken = () -> {
            throw new IllegalStateException("mistake");
        };
        assertThat(Budget.of(9).run(rival(unable).learner())).isEqualTo(new Budget.Given("tags: 300 different ones"));
        assertThatThrownBy(() -> Budget.of(9).run(rival(mistaken).learner())).hasMessage("mistake");
    }

    @Test
    void aFifthOfTheTraining() {
        assertThat(Budget.ofTraining(600).seconds()).isEqualTo(120);
        assertThat(Budget.ofTraining(3).seconds()).isEqualTo(5);
    }

    @Test
    void talliesScoreAsTheMeasuresDo() {
        var gold = List.of(List.of("B-X", "I-X", "O"), List.of("O", "B-Y"), List.<String>of());
        var said = List.of(List.of("B-X", "I-X", "B-Y"), List.of("O", "O"), List.<String>of());
        assertThat(Tally.spans(gold, said).score(Measure.F1)).isCloseTo(0.5, within(1e-12));
        assertThat(Tally.tags(gold, said).score(Measure.ACCURACY)).isCloseTo(0.6, within(1e-12));
        var sets = List.of(List.of("a", "b"), List.of("a"), List.<String>of());
        assertThat(Tally.hits(sets, List.of(List.of("b", "a"), List.of("b"), List.of()))
                        .score(Measure.ACCURACY))
                .isCloseTo(2 / 3.0, within(1e-12));
        var logs = new float[] {-1, -2, -3, -4, -5};
        assertThat(Tally.stretches(2, logs).parts()).isDeepEqualTo(new double[][] {{6, 3}, {9, 2}});
        assertThat(Tally.stretches(200, logs).score(Measure.PERPLEXITY)).isCloseTo(Math.exp(3), within(1e-9));
        assertThat(Tally.stretches(200, logs).score(Measure.BITS_PER_CHAR)).isCloseTo(3 / Math.log(2), within(1e-9));
    }

    @Test
    void aFileIsReadAgainOnlyWithItsKey(@TempDir Path folder) throws IOException {
        var skipped = new ArrayList<Rival>();
        skipped.add(rival(() -> hits(9, 4)));
        skipped.add(rival(() -> {
            throw new DataException("cannot");
        }));
        var comparison = new Contest(Measure.ACCURACY, () -> hits(9, 5), List.of(() -> hits(9, 3)), skipped)
                .held(Budget.of(60), 1.5);
        var path = folder.resolve("m.baselines.json");
        assertThat(new ComparisonFile(path, "key").read()).isEmpty();
        new ComparisonFile(path, "key").write(List.of(comparison));
        assertThat(new ComparisonFile(path, "key").read()).containsExactly(comparison);
        assertThat(new ComparisonFile(path, "other").read()).isEmpty();
        Files.writeString(path, "{\"key\":");
        assertThat(new ComparisonFile(path, "key").read()).isEmpty();
    }
}
