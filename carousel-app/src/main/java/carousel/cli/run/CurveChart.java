package carousel.cli.run;

import carousel.cli.shell.FailedException;
import carousel.train.CurvePoint;
import java.awt.AWTError;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Learning curves as a picture that is still readable at half its size. Safe for many threads. */
public final class CurveChart {
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 1000;
    /** Okabe and Ito's colours, which nobody confuses, in the order of their contrast on white. */
    private static final int[] COLOURS = {0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0x000000, 0xE69F00, 0x56B4E9};

    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE,
        SeriesMarkers.SQUARE,
        SeriesMarkers.TRIANGLE_UP,
        SeriesMarkers.DIAMOND,
        SeriesMarkers.CROSS
    };
    private static final float[] DASHES = {14, 8};

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
        try {
            var chart = chart(curves, axis);
            WholeFile.write(file, file.toString().endsWith(".svg") ? svg(chart) : png(chart));
        } catch (IOException e) {
            throw new FailedException(file + ": cannot be written (" + e.getMessage() + "); choose another place", e);
        } catch (RuntimeException | LinkageError | AWTError | ParserConfigurationException e) {
            throw new FailedException(
                    file + ": cannot be drawn (" + e + "); install fontconfig and a font, such as fonts-dejavu-core",
                    e);
        }
    }

    private static byte[] png(XYChart chart) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", bytes);
        return bytes.toByteArray();
    }

    private static byte[] svg(XYChart chart) throws IOException, ParserConfigurationException {
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .getDOMImplementation()
                .createDocument(SVGGraphics2D.SVG_NAMESPACE_URI, "svg", null);
        var graphics = new SVGGraphics2D(document);
        graphics.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
        chart.paint(graphics, WIDTH, HEIGHT);
        var text = new StringWriter();
        graphics.stream(text, true);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static XYChart chart(SequencedMap<String, List<CurvePoint>> curves, Axis axis) {
        var chart = new XYChart(WIDTH, HEIGHT, ChartTheme.XChart);
        chart.setTitle(
                curves.size() == 1 ? "Learning curve: " + curves.firstEntry().getKey() : "Learning curves");
        chart.setXAxisTitle(axis.label);
        chart.setYAxisTitle("loss (nats per token)");
        style(chart);
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
        var colour = new Color(COLOURS[number % COLOURS.length]);
        var series = chart.addSeries(
                name,
                shown.stream().mapToDouble(axis.value).toArray(),
                shown.stream().mapToDouble(value).toArray());
        series.setMarkerColor(colour);
        series.setMarker(faint || shown.size() > 60 ? SeriesMarkers.NONE : MARKERS[number % MARKERS.length]);
        series.setLineColor(colour);
        series.setLineStyle(faint ? new BasicStroke(2, 0, 0, 1, DASHES, 0) : new BasicStroke(4));
    }

    private static void style(XYChart chart) {
        var styler = chart.getStyler();
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 34));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 28));
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setChartTitleBoxVisible(false);
        styler.setChartTitlePadding(16);
        styler.setAxisTitlePadding(16);
        styler.setAxisTickPadding(8);
        styler.setLegendPosition(LegendPosition.InsideNE);
        styler.setLegendBorderColor(Color.LIGHT_GRAY);
        styler.setLegendSeriesLineLength(60);
        styler.setChartPadding(24);
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 30));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 26));
        styler.setPlotGridLinesColor(new Color(0xDDDDDD));
        styler.setXAxisTickMarkSpacingHint(180);
        styler.setYAxisTickMarkSpacingHint(100);
        styler.setPlotBorderVisible(false);
        styler.setMarkerSize(14);
    }
}
