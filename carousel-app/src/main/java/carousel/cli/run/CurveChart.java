package carousel.cli.run;

import carousel.train.CurvePoint;
import java.awt.BasicStroke;
import java.awt.Dimension;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Learning curves as a picture that is still readable at half its size. Safe for many threads. */
public final class CurveChart {
    private static final int MOST_MARKERS = 60;

    private CurveChart() {}

    /** What lies along the bottom. */
    public enum Axis {
        STEP("step (updates)", CurvePoint::step),
        EPOCH("epoch (passes over the training data)", CurvePoint::epoch),
        SECONDS("training time (seconds)", CurvePoint::seconds);

        private final String label;
        private final ToDoubleFunction<CurvePoint> value;

        Axis(String label, ToDoubleFunction<CurvePoint> value) {
            this.label = label;
            this.value = value;
        }
    }

    /** Draws curves by name, one or several, into a file that ends in {@code .svg} or is a PNG. */
    public static void write(Path file, SequencedMap<String, List<CurvePoint>> curves, Axis axis) {
        ChartFile.write(file, () -> {
            var chart = chart(curves, axis);
            return ChartFile.vector(file)
                    ? ChartFile.svg(
                            new Dimension(ChartStyle.WIDTH, ChartStyle.HEIGHT),
                            ChartFile.Lettering.TEXT,
                            graphics -> chart.paint(graphics, ChartStyle.WIDTH, ChartStyle.HEIGHT))
                    : ChartFile.png(BitmapEncoder.getBufferedImage(chart));
        });
    }

    private static XYChart chart(SequencedMap<String, List<CurvePoint>> curves, Axis axis) {
        var chart = new XYChart(ChartStyle.WIDTH, ChartStyle.HEIGHT, ChartTheme.XChart);
        chart.setTitle(
                curves.size() == 1 ? "Learning curve: " + curves.firstEntry().getKey() : "Learning curves");
        chart.setXAxisTitle(axis.label);
        chart.setYAxisTitle("loss (nats, or squared error)");
        ChartStyle.apply(chart);
        int number = 0;
        for (var curve : curves.entrySet()) {
            var name = curves.size() == 1 ? "" : curve.getKey() + ", ";
            add(chart, name + "validation", curve.getValue(), axis, CurvePoint::validLoss, number, false);
            add(chart, name + "training", curve.getValue(), axis, CurvePoint::trainLoss, number, true);
            number++;
        }
        return chart;
    }

    private static void add(
            XYChart chart,
            String name,
            List<CurvePoint> points,
            Axis axis,
            ToDoubleFunction<CurvePoint> value,
            int number,
            boolean faint) {
        var shown = points.stream()
                .filter(p -> Double.isFinite(value.applyAsDouble(p)))
                .toList();
        if (shown.isEmpty()) {
            return;
        }
        var series = chart.addSeries(
                name,
                shown.stream().mapToDouble(axis.value).toArray(),
                shown.stream().mapToDouble(value).toArray());
        series.setMarkerColor(ChartStyle.colour(number));
        series.setMarker(faint || shown.size() > MOST_MARKERS ? SeriesMarkers.NONE : ChartStyle.marker(number));
        series.setLineColor(ChartStyle.colour(number));
        series.setLineStyle(faint ? ChartStyle.faint() : new BasicStroke(4));
    }
}
