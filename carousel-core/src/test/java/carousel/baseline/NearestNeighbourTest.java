package carousel.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.DataFolder;
import carousel.NeedsData;
import carousel.data.TextFile;
import carousel.data.labelled.Series;
import carousel.data.reader.SktimeFile;
import carousel.text.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNeighbourTest {

    private static float[] series(Random random, int channels, int steps) {
        var series = new float[steps * channels];
        for (int i = 0; i < series.length; i++) {
            series[i] = (i < channels ? 0 : series[i - channels]) + (float) random.nextGaussian();
        }
        return series;
    }

    private static LabelledSeries known(Random random, int channels, boolean ragged) {
        var all = new ArrayList<float[]>();
        for (int i = 0; i < 25; i++) {
            all.add(series(random, channels, ragged ? 5 + random.nextInt(15) : 14));
        }
        return new LabelledSeries(channels, all, random.ints(25, 0, 4).toArray());
    }

    /** The whole table, in the order of the equation. */
    private static double warped(int channels, int window, float[] a, float... b) {
        int n = a.length / channels;
        int m = b.length / channels;
        var d = new double[n][m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                double before = i == 0 && j == 0 ? 0 : Double.POSITIVE_INFINITY;
                before = i > 0 ? Math.min(before, d[i - 1][j]) : before;
                before = j > 0 ? Math.min(before, d[i][j - 1]) : before;
                before = i > 0 && j > 0 ? Math.min(before, d[i - 1][j - 1]) : before;
                double cost = 0;
                for (int c = 0; c < channels; c++) {
                    cost += Math.pow(a[i * channels + c] - b[j * channels + c], 2);
                }
                boolean near = Math.abs(i - j) <= Math.max(window, Math.abs(n - m));
                d[i][j] = near ? before + cost : Double.POSITIVE_INFINITY;
            }
        }
        return d[n - 1][m - 1];
    }

    private static int nearest(LabelledSeries known, int window, int leftOut, float... query) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < known.labels().length; i++) {
            double d = warped(known.channels(), window, query, known.series().get(i));
            if (i != leftOut && d < least) {
                best = i;
                least = d;
            }
        }
        return best;
    }

    @Test
    void warpingIsTheRecursionWithoutPruning() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            int channels = 1 + seed % 3;
            var a = series(random, channels, 1 + random.nextInt(12));
            var b = series(random, channels, 1 + random.nextInt(12));
            for (int window : new int[] {0, 1, 3, 100}) {
                double expected = warped(channels, window, a, b);
                var warping = new Warping(channels, window);
                assertThat(warping.between(a, b, Double.POSITIVE_INFINITY))
                        .as("seed %d, window %d", seed, window)
                        .isCloseTo(expected, within(1e-5 * (1 + expected)));
                double exact = warping.between(a, b, Double.POSITIVE_INFINITY);
                assertThat(warping.between(a, b, exact)).isEqualTo(exact); // what is as near as the limit counts
                assertThat(warping.bound(a).to(b)).isLessThanOrEqualTo(exact);
                assertThat(warping.bound(b).to(a)).isLessThanOrEqualTo(exact);
            }
        }
    }

    @Test
    void theBoundIsOftenAboveZero() {
        var random = new Random(1);
        var bound = new Warping(2, 2).bound(series(random, 2, 30));
        assertThat(bound.to(series(random, 2, 30))).isGreaterThan(1);
        assertThat(bound.to(series(random, 2, 29))).isZero();
    }

    @Test
    void theNearestIsTheNearestOfAll() {
        for (int seed = 0; seed < 12; seed++) {
            var random = new Random(seed);
            var known = known(random, 1 + seed % 2, seed % 3 == 0);
            for (int window : new int[] {0, 2, 100}) {
                var neighbours = NearestNeighbour.warped(known, window);
                for (int i = 0; i < 20; i++) {
                    var query = series(random, known.channels(), 10 + random.nextInt(6));
                    assertThat(neighbours.label(query)).isEqualTo(known.labels()[nearest(known, window, -1, query)]);
                }
            }
        }
    }

    @Test
    void theWindowHasTheFewestErrorsOfSeriesLeftOut() {
        var windows = new ArrayList<Integer>();
        for (int seed = 0; seed < 60; seed++) {
            var known = known(new Random(seed), 1 + seed % 2, seed % 3 == 0);
            int chosen = NearestNeighbour.warped(known).window();
            int fewest = Integer.MAX_VALUE;
            int expected = -1;
            for (int window = 0; window <= Math.ceil(known.steps() * 0.2); window++) {
                int wrong = 0;
                for (int i = 0; i < known.labels().length; i++) {
                    int label = known.labels()[
                            nearest(known, window, i, known.series().get(i))];
                    wrong += label == known.labels()[i] ? 0 : 1;
                }
                expected = wrong < fewest ? window : expected;
                fewest = Math.min(wrong, fewest);
            }
            assertThat(chosen).as("seed %d", seed).isEqualTo(expected);
            windows.add(chosen);
        }
        assertThat(windows).contains(0).anyMatch(window -> window > 0);
    }

    @Test
    void ofEquallyNearOnesTheFirst() {
        var known = new LabelledSeries(1, List.of(new float[] {3}, new float[] {1}, new float[] {-1}), 0, 1, 2);
        assertThat(NearestNeighbour.euclid(known).label(0)).isEqualTo(1);
        assertThat(NearestNeighbour.warped(known, 1).label(0)).isEqualTo(1);
        var one = new LabelledSeries(1, List.of(new float[] {3, 4}), 5);
        assertThat(NearestNeighbour.warped(one).label(9, 9)).isEqualTo(5);
    }

    @Test
    void theShorterOneIsStretched() {
        var euclid = new Distance.Euclid(1);
        float[] line = {0, 1, 2, 3, 4};
        assertThat(euclid.between(line, new float[] {0, 2, 4}, 9)).isCloseTo(0, within(1e-12));
        assertThat(euclid.between(new float[] {0, 4}, line, 9)).isCloseTo(0, within(1e-12));
        assertThat(euclid.between(line, new float[] {2}, 9)).isCloseTo((4 + 1 + 0 + 1 + 4) / 5.0, within(1e-12));
        var channels = new Distance.Euclid(2);
        assertThat(channels.between(new float[] {0, 9, 5, 5, 2, 7}, new float[] {0, 9, 2, 7}, 9))
                .isCloseTo((16 + 9) / 3.0, within(1e-12));
    }

    @Test
    void whatCannotBeIsRefused() {
        var series = List.of(new float[] {1, 2, 3});
        assertThatThrownBy(() -> new LabelledSeries(2, series, 0)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> new LabelledSeries(1, series)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> new LabelledSeries(1, List.of(new float[] {Float.NaN}), 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("NaN");
        var known = new LabelledSeries(1, series, 0);
        assertThatThrownBy(() -> NearestNeighbour.warped(known, -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> NearestNeighbour.euclid(known).label()).isInstanceOf(DataException.class);
    }

    private static LabelledSeries read(String name, List<String> classes) {
        var all = SktimeFile.read(TextFile.read(DataFolder.file("ucr_uea_tsc/" + name + ".ts.gz")))
                .examples();
        all.forEach(series -> classes.addAll(classes.contains(series.label()) ? List.of() : List.of(series.label())));
        return new LabelledSeries(
                all.getFirst().channels(),
                all.stream().map(Series::values).toList(),
                all.stream().mapToInt(series -> classes.indexOf(series.label())).toArray());
    }

    private static double error(NearestNeighbour neighbours, LabelledSeries test) {
        double wrong = 0;
        for (int i = 0; i < test.labels().length; i++) {
            wrong += neighbours.label(test.series().get(i)) == test.labels()[i] ? 0 : 1;
        }
        return wrong / test.labels().length;
    }

    /** The errors published with the UCR archive; of BasicMotions with the UEA archive, but for Euclid's. */
    @ParameterizedTest
    @CsvSource({
        "GunPoint, 0.0867, 0.0933, 0, 0.0867",
        "ECG200, 0.12, 0.23, 0, 0.12",
        "Coffee, 0, 0, 0, 0",
        "ItalyPowerDemand, 0.0447, 0.0496, 0, 0.0447",
        "BasicMotions, 0.4, 0.025, 16, 0.025",
    })
    @NeedsData("ucr_uea_tsc")
    void publishedErrorsAreMet(String name, double euclid, double warped, int window, double chosen) {
        var classes = new ArrayList<String>();
        var train = read(name + "_TRAIN", classes);
        var test = read(name + "_TEST", classes);
        assertThat(error(NearestNeighbour.euclid(train), test)).isCloseTo(euclid, within(5e-5));
        assertThat(error(NearestNeighbour.warped(train, Integer.MAX_VALUE), test))
                .isCloseTo(warped, within(5e-5));
        var best = NearestNeighbour.warped(train);
        assertThat(best.window()).isEqualTo(window);
        assertThat(error(best, test)).isCloseTo(chosen, within(5e-5));
    }

    @Test
    void anInterruptedThreadStops() {
        var known = new LabelledSeries(1, List.of(new float[] {1, 2}, new float[] {3, 1}), 0, 1);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> NearestNeighbour.warped(known)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
