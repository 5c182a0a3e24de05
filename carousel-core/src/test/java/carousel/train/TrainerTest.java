package carousel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.Streams;
import carousel.data.Streams.Window;
import carousel.layer.Init;
import carousel.model.LanguageModel;
import carousel.model.LanguageModelObjective;
import carousel.store.Checkpoints;
import carousel.store.Stored;
import carousel.tensor.Tree;
import carousel.train.Report.End;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final int SYMBOLS = 5;
    private final Streams streams = Streams.of(tokens(), 4, 6);
    private final Fit fit = Fit.epochs(3).with("eval-every", 4).with("seed", 3);

    /** A noisy cycle, so that there is something to learn. */
    private static int[] tokens() {
        var random = new Random(1);
        var tokens = new int[400];
        for (int i = 1; i < tokens.length; i++) {
            tokens[i] = random.nextInt(5) == 0 ? random.nextInt(SYMBOLS) : (tokens[i - 1] + 1) % SYMBOLS;
        }
        return tokens;
    }

    private static LanguageModel model() {
        return LanguageModel.of(
                LanguageModel.Settings.presets()
                        .with("hidden", 12)
                        .with("layers", 2)
                        .with("dropout", 0.2),
                SYMBOLS,
                Init.seed(1));
    }

    private Trainer<LanguageModel, Window, LanguageModelObjective.Carried> trainer(LanguageModel model, Fit fit) {
        var objective = new LanguageModelObjective(streams);
        return Trainer.of(model, objective, objective, m -> LanguageModelObjective.evaluate(m, streams), fit);
    }

    private static List<float[]> weights(LanguageModel model) {
        return Tree.flatten(model).values().stream().map(t -> t.toArray()).toList();
    }

    /** Stops after so many steps and keeps the checkpoint. */
    @Test
    void learnsAndEndsWithTheBestWeights() {
        var model = model();
        double before = LanguageModelObjective.evaluate(model, streams);
        var report = trainer(model, fit.with("epochs", 40).with("lr", "0.01")).run(Monitor.none());
        assertThat(report.end()).isEqualTo(End.COMPLETE);
        assertThat(report.bestLoss()).isLessThan(0.75 * before);
        assertThat(LanguageModelObjective.evaluate(model, streams)).isEqualTo(report.bestLoss());
        assertThat(report.curve()).hasSizeGreaterThan(10);
    }

    @Test
    void aRunStoppedAnywhereAndResumedEndsInTheSameBits(@TempDir Path folder) {
        var straight = model();
        var report = trainer(straight, fit).run(Monitor.none());
        for (int stop : new int[] {1, 3, 4, 17, 18, 50}) {
            var stopper = new Stopper(stop);
            var stopped = trainer(model(), fit).run(stopper);
            assertThat(stopped.end()).isEqualTo(End.INTERRUPTED);
            var checkpoints = new Checkpoints(folder.resolve("at" + stop));
            checkpoints.write(stop, stopper.last());
            var resumed = model();
            var trainer = trainer(resumed, fit);
            trainer.restore(checkpoints.newest().stored());
            var again = trainer.run(Monitor.none());
            assertThat(weights(resumed))
                    .as("stopped after %d", stop)
                    .usingRecursiveComparison()
                    .isEqualTo(weights(straight));
            assertThat(again.steps()).isEqualTo(report.steps());
            assertThat(again.bestLoss()).isEqualTo(report.bestLoss());
            assertThat(again.curve()).hasSameSizeAs(report.curve());
        }
    }

    @Test
    void patienceEndsARunThatDoesNotImprove() {
        var objective = new LanguageModelObjective(streams);
        var report = Trainer.of(model(), objective, objective, m -> 1.0, fit.with("patience", 2))
                .run(Monitor.none());
        assertThat(report.end()).isEqualTo(End.PATIENCE);
        assertThat(report.curve()).hasSize(3);
        assertThat(report.bestStep()).isEqualTo(4);
    }

    /** The best model by a loss that rises would be the first one. */
    @Test
    void whereNothingTellsModelsApartTheLastOneIsKept() {
        var model = model();
        var report = lastOf(model).run(Monitor.none());
        assertThat(report.bestStep()).isEqualTo(report.steps());
        assertThat(report.bestLoss()).isNaN();
        assertThat(report.curve()).allMatch(point -> Double.isNaN(point.validLoss()));
        var falling = model();
        var losses = new double[] {0};
        var objective = new LanguageModelObjective(streams);
        Trainer.of(falling, objective, objective, m -> --losses[0], fit).run(Monitor.none());
        assertThat(weights(model)).usingRecursiveComparison().isEqualTo(weights(falling));
        var stopper = new Stopper(5);
        lastOf(model()).run(stopper);
        var resumed = model();
        var trainer = lastOf(resumed);
        trainer.restore(stopper.last());
        trainer.run(Monitor.none());
        assertThat(weights(resumed)).usingRecursiveComparison().isEqualTo(weights(model));
    }

    private Trainer<LanguageModel, Window, LanguageModelObjective.Carried> lastOf(LanguageModel model) {
        return lastOf(model, fit);
    }

    private Trainer<LanguageModel, Window, LanguageModelObjective.Carried> lastOf(LanguageModel model, Fit fit) {
        var objective = new LanguageModelObjective(streams);
        var nothing = new Validation<LanguageModel>() {
            @Override
            public double loss(LanguageModel any) {
                return Double.NaN;
            }

            @Override
            public boolean chooses() {
                return false;
            }
        };
        return Trainer.of(model, objective, objective, nothing, fit);
    }

    @Test
    void theTimeLimitEndsARunWithAnEvaluationAndACheckpointToGoOnFrom() {
        var straight = model();
        trainer(straight, fit).run(Monitor.none());
        var stopper = new Stopper(Integer.MAX_VALUE);
        var report = trainer(model(), fit.with("max-minutes", 1e-6)).run(stopper);
        assertThat(report.end()).isEqualTo(End.TIME);
        assertThat(report.curve()).hasSize(1);
        var resumed = model();
        var trainer = trainer(resumed, fit);
        trainer.restore(stopper.last());
        trainer.run(Monitor.none());
        assertThat(weights(resumed)).usingRecursiveComparison().isEqualTo(weights(straight));
    }

    /** Watches every weight at every evaluation, and what the mean is said to be worth. */
    private static final class Averages implements Monitor {
        private final LanguageModel model;
        private final List<List<float[]>> seen = new ArrayList<>();
        private final List<String> told = new ArrayList<>();

        Averages(LanguageModel model) {
            this.model = model;
        }

        @Override
        public void stepped(Progress progress) {}

        @Override
        public void evaluated(CurvePoint point, Evaluation outcome) {
            seen.add(weights(model));
        }

        @Override
        public void averaged(int evaluations, double loss, Evaluation outcome) {
            told.add(evaluations + " " + loss + " " + outcome);
        }

        @Override
        public void checkpoint(long step, Stored state) {}

        @Override
        public boolean stopRequested() {
            return false;
        }
    }

    /** The mean of the last three evaluations counts as the best by a criterion that the later ones meet better. */
    @Test
    void theMeanOfTheLastEvaluationsIsKeptWhereItIsBetter() {
        var model = model();
        var seen = new Averages(model);
        var losses = new double[] {0};
        var objective = new LanguageModelObjective(streams);
        var falling = Trainer.of(model, objective, objective, m -> --losses[0], fit.with("average", 3));
        var report = falling.run(seen);
        int last = seen.seen.size();
        assertThat(seen.told).containsExactly("3 " + (-last - 1.0) + " BEST");
        assertThat(report.averaged()).isEqualTo(3);
        assertThat(report.bestLoss()).isEqualTo(-last - 1.0);
        assertThat(report.bestStep()).isEqualTo(report.steps());
        assertThat(report.curve()).hasSize(last);
        assertThat(weights(model)).usingRecursiveComparison().isEqualTo(mean(seen.seen.subList(last - 3, last)));
    }

    @Test
    void theMeanIsLeftWhereItIsNotBetterAndThereAreTwoOfWhichToTakeIt() {
        var objective = new LanguageModelObjective(streams);
        var rising = new double[] {0};
        var model = model();
        var seen = new Averages(model);
        var report = Trainer.of(model, objective, objective, m -> ++rising[0], fit.with("average", 2))
                .run(seen);
        assertThat(seen.told).hasSize(1).allMatch(told -> told.startsWith("2 ") && told.endsWith("NOT_BETTER"));
        assertThat(report.averaged()).isZero();
        assertThat(weights(model)).usingRecursiveComparison().isEqualTo(seen.seen.getFirst());
        var short4 = fit.with("average", 2).with("steps", 4);
        var alone = new Averages(model);
        Trainer.of(model, objective, objective, m -> 1, short4).run(alone);
        assertThat(alone.told).isEmpty();
        assertThatThrownBy(() -> fit.with("average", 1)).hasMessageContaining("average: expected 2 or more, or 0");
    }

    /** Judged by how far a model is from that mean, which must be the best of all then. */
    @Test
    void aRunThatIsAveragedAndResumedEndsInTheSameBits(@TempDir Path folder) {
        var first = model();
        var seen = new Averages(first);
        var report = trainer(first, fit).run(seen);
        var mean = mean(seen.seen.subList(seen.seen.size() - 3, seen.seen.size()));
        for (int stop : new int[] {9, 40, (int) report.steps() - 1, (int) report.steps()}) {
            var stopper = new Stopper(stop);
            near(mean, model()).run(stopper);
            var checkpoints = new Checkpoints(folder.resolve("at" + stop));
            checkpoints.write(stop, stopper.last());
            var resumed = model();
            var trainer = near(mean, resumed);
            trainer.restore(checkpoints.newest().stored());
            var again = trainer.run(Monitor.none());
            assertThat(again.averaged()).as("stopped after %d", stop).isEqualTo(3);
            assertThat(again.bestLoss()).isZero();
            assertThat(weights(resumed)).usingRecursiveComparison().isEqualTo(mean);
        }
    }

    private static List<float[]> mean(List<List<float[]>> seen) {
        var mean = new ArrayList<float[]>();
        for (int w = 0; w < seen.getFirst().size(); w++) {
            var values = new float[seen.getFirst().get(w).length];
            for (int i = 0; i < values.length; i++) {
                double sum = 0;
                for (var weights : seen) {
                    sum += weights.get(w)[i];
                }
                values[i] = (float) (sum / seen.size());
            }
            mean.add(values);
        }
        return mean;
    }

    private Trainer<LanguageModel, Window, LanguageModelObjective.Carried> near(
            List<float[]> target, LanguageModel model) {
        var objective = new LanguageModelObjective(streams);
        return Trainer.of(model, objective, objective, m -> distance(weights(m), target), fit.with("average", 3));
    }

    private static double distance(List<float[]> weights, List<float[]> target) {
        double sum = 0;
        for (int w = 0; w < target.size(); w++) {
            for (int i = 0; i < target.get(w).length; i++) {
                sum += Math.abs(weights.get(w)[i] - target.get(w)[i]);
            }
        }
        return sum;
    }

    @Test
    void aMeanNeedsSomethingToBeChosenBy() {
        assertThatThrownBy(() -> lastOf(model(), fit.with("average", 2)))
                .hasMessageContaining("average: expected 0 without validation data");
    }

    @Test
    void aDivergingRunSaysWhereAndKeepsTheBestWeights() {
        var model = model();
        var huge = fit.with("lr", "1e30").with("optimizer", "sgd").with("clip", 0);
        assertThatThrownBy(() -> trainer(model, huge).run(Monitor.none()))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("diverged at step")
                .hasMessageContaining("learning rate 1.0E30")
                .hasMessageContaining("gradient norm");
    }

    @Test
    void curvePointsSurviveTheirText() {
        var point = new CurvePoint(3, 0.25, 1.5, 1.25, 0.001f, 77, 2.5);
        assertThat(CurvePoint.of(point.line())).isEqualTo(point);
        assertThat(point.line().split(",")).hasSameSizeAs(CurvePoint.header().split(","));
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> fit.with("lr", -1)).hasMessageContaining("lr: expected a number above 0");
        assertThatThrownBy(() -> fit.with("epochs", 0)).hasMessageContaining("epochs");
        assertThatThrownBy(() -> fit.with("epoch", 1)).hasMessageContaining("epochs");
    }
}
