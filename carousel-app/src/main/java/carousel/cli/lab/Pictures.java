package carousel.cli.lab;

import carousel.cli.run.ChartStyle;
import carousel.lab.GateActivity;
import carousel.lab.Measurements;
import carousel.lab.Series;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The pictures of those laws that have one, by the law's name. Safe for many threads. */
public final class Pictures {
    private static final String READ = "a cell that keeps a value, and one that lets it go";
    private static final int SQUARE = 700;

    private static final Map<String, Supplier<BufferedImage>> ALL = new TreeMap<>(Map.of(
            "gradient-by-lag", Pictures::gradientByLag,
            "constant-error-carousel", Pictures::carousel,
            "gate-activity", () -> GatePicture.of(GateActivity.reading(READ)),
            "gradient-growth", Pictures::growth,
            "truncated-horizon", Pictures::horizon));

    private Pictures() {}

    /** The laws that have a picture. */
    public static Set<String> names() {
        return ALL.keySet();
    }

    /** The picture of a law. */
    public static BufferedImage of(String name) {
        return ALL.get(name).get();
    }

    private static XYChart chart(int width, String title, String x, String y) {
        var chart = new XYChart(width, ChartStyle.HEIGHT, ChartTheme.XChart);
        chart.setTitle(title);
        chart.setXAxisTitle(x);
        chart.setYAxisTitle(y);
        ChartStyle.apply(chart);
        return chart;
    }

    private static void add(XYChart chart, List<Series> curves) {
        int number = 0;
        for (var curve : curves) {
            ChartStyle.line(chart.addSeries(curve.name(), curve.x(), curve.y()), number++);
        }
    }

    /** Steps along the bottom, from 0, of which every {@code each}th is named. */
    private static void steps(XYChart chart, double to, int each) {
        var styler = chart.getStyler();
        styler.setXAxisMin(0.0);
        styler.setXAxisMax(to);
        styler.setXAxisTickLabelsFormattingFunction(
                step -> Math.round(step) % each == 0 ? Long.toString(Math.round(step)) : "");
    }

    private static BufferedImage gradientByLag() {
        var chart = chart(
                ChartStyle.WIDTH,
                "How far back the gradient reaches: RNN against LSTM",
                "lag k (steps)",
                "norm of dh(T)/dx(T−k), relative to lag 0");
        add(chart, Measurements.gradientsByLag());
        ChartStyle.logarithmic(chart, -12, 12, 4);
        steps(chart, 150, 30);
        chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
        return BitmapEncoder.getBufferedImage(chart);
    }

    private static BufferedImage carousel() {
        var chart = chart(
                ChartStyle.WIDTH,
                "The constant error carousel: dc(T)/dc(0) is 1 to the bit over 10,000 steps",
                "length T (steps)",
                "dc(T)/dc(0) (ratio)");
        add(chart, Measurements.carousel());
        var styler = chart.getStyler();
        styler.setXAxisLogarithmic(true);
        styler.setYAxisMin(0.0);
        styler.setYAxisMax(1.1);
        styler.setXAxisDecimalPattern("#,##0");
        styler.setLegendPosition(LegendPosition.InsideSW);
        return BitmapEncoder.getBufferedImage(chart);
    }

    /** Under all others. */
    private static void wide(XYSeries series) {
        series.setLineColor(Color.LIGHT_GRAY);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineStyle(new BasicStroke(16));
    }

    private static BufferedImage horizon() {
        var chart = chart(
                ChartStyle.WIDTH,
                "Truncated back-propagation: beyond the window the gradient is exactly 0",
                "step t of the input (steps); the loss is at step 63",
                "norm of dL/dx(t)");
        var curves = Measurements.horizon();
        var full = curves.getFirst();
        wide(chart.addSeries(full.name(), full.x(), full.y()));
        var windows = curves.subList(1, curves.size());
        add(chart, windows);
        for (int i = 0; i < windows.size(); i++) {
            edge(chart, windows.get(i), i);
        }
        ChartStyle.logarithmic(chart, -6, 1, 1);
        steps(chart, 64, 8);
        chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
        return BitmapEncoder.getBufferedImage(chart);
    }

    /** The end of a window: from where the gradient is not zero, straight down. */
    private static void edge(XYChart chart, Series curve, int number) {
        var series = chart.addSeries(
                curve.name() + " ends", new double[] {curve.x()[0], curve.x()[0]}, new double[] {curve.y()[0], 1e-6});
        ChartStyle.line(series, number);
        series.setLineStyle(new BasicStroke(3));
        series.setShowInLegend(false);
    }

    private static BufferedImage growth() {
        var plane = chart(SQUARE, "Eigenvalues of W", "real part", "imaginary part");
        var slopes = chart(
                ChartStyle.WIDTH - SQUARE, "Gradient of a linear RNN with W", "lag k (steps)", "norm of dh(T)/dh(T−k)");
        circle(plane);
        int number = 0;
        for (var growth : Measurements.growth()) {
            var points = plane.addSeries(
                    growth.eigenvalues().name(),
                    growth.eigenvalues().x(),
                    growth.eigenvalues().y());
            points.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            points.setMarker(ChartStyle.marker(number));
            points.setMarkerColor(ChartStyle.colour(number));
            var predicted = slopes.addSeries(
                    "radius^k, radius " + growth.radius(),
                    growth.predicted().x(),
                    growth.predicted().y());
            ChartStyle.line(predicted, number);
            predicted.setLineStyle(new BasicStroke(3));
            var measured = slopes.addSeries(
                    growth.gradient().name(),
                    growth.gradient().x(),
                    growth.gradient().y());
            measured.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            measured.setMarker(ChartStyle.marker(number));
            measured.setMarkerColor(ChartStyle.colour(number++));
        }
        ChartStyle.logarithmic(slopes, -8, 12, 4);
        steps(slopes, 160, 24);
        slopes.getStyler().setLegendPosition(LegendPosition.InsideNW);
        return ChartStyle.beside(plane, slopes);
    }

    private static void circle(XYChart chart) {
        var x = new double[201];
        var y = new double[201];
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.cos(2 * Math.PI * i / 200);
            y[i] = Math.sin(2 * Math.PI * i / 200);
        }
        var circle = chart.addSeries("unit circle", x, y);
        circle.setMarker(SeriesMarkers.NONE);
        circle.setLineColor(Color.DARK_GRAY);
        circle.setLineStyle(new BasicStroke(3));
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setXAxisMin(-1.25);
        chart.getStyler().setXAxisMax(1.25);
        chart.getStyler().setYAxisMin(-1.5);
        chart.getStyler().setYAxisMax(1.5);
    }
}
