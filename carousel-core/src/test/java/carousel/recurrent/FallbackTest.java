package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.kernel.PrintedLog;
import carousel.layer.Sequence;
import carousel.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Cells that cannot be compiled run operation by operation, and a line in the log says why: nothing is ever baked in. */
class FallbackTest {
    private static final int STEPS = 6;
    private static final Sequence INPUT = CellContract.input(STEPS, 2);

    /** What changes from call to call. */
    private static Map<String, Supplier<Float>> restless() {
        var sources = new LinkedHashMap<String, Supplier<Float>>();
        var calls = new int[1];
        sources.put("counts", () -> 1f + 0.01f * calls[0]++);
        sources.put("looks at the clock", () -> System.nanoTime() % 1000 * 1e-3f);
        sources.put("draws random numbers", new Random(1)::nextFloat);
        return sources;
    }

    /** Cells that look at values; they are the same each time. */
    private static Map<String, Cell<?>> readers() {
        var w = Tensor.weight(new float[] {0.3f}, 1);
        var rows = INPUT.rows().rows(0, 2);
        var readers = new LinkedHashMap<String, Cell<?>>();
        readers.put("reads a weight", looking(x -> x.times(w.item() > 0 ? 2f : 3f)));
        readers.put("reads its input", looking(x -> x.times(x.at(0, 0) > 0 ? 2f : 3f)));
        readers.put("has a row for each row of one batch", looking(x -> x.plus(rows.rows(0, Math.min(2, x.rows())))));
        return readers;
    }

    private static Cell<?> looking(Function<Tensor, Tensor> look) {
        return new Looking(Disturbed.of(() -> 1f), look);
    }

    @Test
    void whatIsDifferentEachTimeIsAskedAtEveryStep() {
        restless().forEach((name, source) -> {
            var cell = Disturbed.of(source);
            for (int run = 0; run < 2; run++) {
                isFresh(name, cell);
            }
            assertThat(FusedCells.of(cell, CellContract.FEATURES)).as(name).isEmpty();
        });
    }

    /** The result is that of the numbers that were drawn last, one for each step. */
    private static void isFresh(String name, Disturbed cell) {
        int before = cell.drawn().count();
        var outputs = CellContract.bits(Recurrent.of(cell).apply(INPUT).rows());
        int after = cell.drawn().count();
        assertThat(after - before).as(name).isGreaterThanOrEqualTo(STEPS);
        var replayed = Recurrent.of(cell.replaying(cell.drawn().last(STEPS)));
        assertThat(outputs)
                .as(name)
                .isEqualTo(CellContract.bits(
                        Execution.EAGER.call(() -> replayed.apply(INPUT)).rows()));
    }

    /** A clock that ticks slowly looks like a constant at first. */
    @Test
    void aSlowClockIsFoundOut() throws InterruptedException {
        long start = System.nanoTime();
        var cell = Disturbed.of(() -> 1f + (System.nanoTime() - start) / 50_000_000 * 0.1f);
        while (System.nanoTime() - start < 150_000_000) {
            Recurrent.of(cell).apply(INPUT);
            Thread.sleep(5);
        }
        assertThat(FusedCells.of(cell, CellContract.FEATURES)).isEmpty();
    }

    @Test
    void aCellThatReadsValuesGivesTheEagerResult() {
        readers().forEach((name, cell) -> {
            var outputs = Recurrent.of(cell).apply(INPUT).rows();
            var eager =
                    Execution.EAGER.call(() -> Recurrent.of(cell).apply(INPUT)).rows();
            assertThat(CellContract.bits(outputs)).as(name).isEqualTo(CellContract.bits(eager));
            assertThat(FusedCells.of(cell, CellContract.FEATURES)).as(name).isEmpty();
        });
    }

    /** A cell that begins to read values when it is already compiled. */
    @Test
    void aCellMayChangeItsMind() throws InterruptedException {
        var reading = new boolean[1];
        var cell = looking(x -> reading[0] ? x.times(x.at(0, 0)) : x);
        var before = Recurrent.of(cell).apply(INPUT).rows();
        assertThat(FusedCells.of(cell, CellContract.FEATURES)).isPresent();
        reading[0] = true;
        Thread.sleep(20); // a trace is believed for a while
        var after = Recurrent.of(cell).apply(INPUT).rows();
        assertThat(CellContract.bits(after)).isNotEqualTo(CellContract.bits(before));
        assertThat(CellContract.bits(after))
                .isEqualTo(CellContract.bits(Execution.EAGER
                        .call(() -> Recurrent.of(cell).apply(INPUT))
                        .rows()));
    }

    @Test
    void oneLineSaysWhy() throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dslf4j.provider=" + PrintedLog.class.getName(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Fallbacks.class.getName())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines().filter(line -> line.contains("runs operation by operation: it ")))
                .as(output)
                .hasSize(restless().size() + readers().size())
                .allMatch(line -> line.startsWith("DEBUG: carousel.recurrent."));
        assertThat(output)
                .contains("it does not do the same each time")
                .contains("it reads the values of a tensor [1]")
                .contains("it reads the values of a tensor [2, 5]")
                .contains("it fails on two or three rows of symbols: plus: given [2, 5] with [3, 5]");
    }

    /** Runs every such cell twice. */
    static final class Fallbacks {
        private Fallbacks() {}

        public static void main(String[] arguments) {
            restless().values().forEach(source -> twice(Disturbed.of(source)));
            readers().values().forEach(Fallbacks::twice);
        }

        private static void twice(Cell<?> cell) {
            Recurrent.of(cell).apply(INPUT);
            Recurrent.of(cell).apply(INPUT);
        }
    }

    /** A cell that does something to its input first. */
    record Looking(Disturbed cell, Function<Tensor, Tensor> look) implements Cell<Disturbed.State> {
        @Override
        public Disturbed.State start(int batch) {
            return cell.start(batch);
        }

        @Override
        public Disturbed.State step(Tensor x, Disturbed.State s) {
            return cell.step(look.apply(x), s);
        }

        @Override
        public Tensor output(Disturbed.State s) {
            return s.h();
        }
    }
}
