package carousel.cli.run;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How every picture looks: still readable at half its size, and nobody confuses its colours. Safe for many threads. */
public final class ChartStyle {
    /** The width of a picture in pixels. */
    public static final int WIDTH = 1600;

    /** The height of a picture in pixels. */
    public static final int HEIGHT = 1000;

    public static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 34);
    public static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 30);
    public static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 26);

    /** Okabe and Ito's colours in the order of their contrast on white. */
    private static final int[] COLOURS = {0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0x000000, 0xE69F00, 0x56B4E9};

    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE,
        SeriesMarkers.SQUARE,
        SeriesMarkers.TRIANGLE_UP,
        SeriesMarkers.DIAMOND,
        SeriesMarkers.CROSS
    };
    private static final float[][] DASHES = {{}, {18, 8}, {5, 7}, {24, 7, 5, 7}, {10, 5}};
    private static final float[] FAINT = {14, 8};

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private ChartStyle() {}

    /** The colour of a series, counted from 0. */
    public static Color colour(int number) {
        return new Color(COLOURS[number % COLOURS.length]);
    }

    /** The marker of a series, counted from 0. */
    public static Marker marker(int number) {
        return MARKERS[number % MARKERS.length];
    }

    /** A thin broken line. */
    static BasicStroke faint() {
        return new BasicStroke(2, 0, 0, 1, FAINT, 0);
    }

    /** A line of its own kind for each series, so that a picture without colours can be read too. */
    public static void line(XYSeries series, int number) {
        var dashes = DASHES[number % DASHES.length];
        series.setLineColor(colour(number));
        series.setMarkerColor(colour(number));
        series.setMarker(SeriesMarkers.NONE);
        series.setLineStyle(dashes.length == 0 ? new BasicStroke(5) : new BasicStroke(5, 0, 0, 1, dashes, 0));
    }

    /** Fonts, grid and legend. */
    public static void apply(Chart<? extends AxesChartStyler, ?> chart) {
        var styler = chart.getStyler();
        styler.setChartTitleFont(TITLE);
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
        styler.setAxisTitleFont(LABEL);
        styler.setAxisTickLabelsFont(TICK);
        styler.setPlotGridLinesColor(new Color(0xDDDDDD));
        styler.setXAxisTickMarkSpacingHint(180);
        styler.setYAxisTickMarkSpacingHint(100);
        styler.setPlotBorderVisible(false);
        styler.setMarkerSize(14);
    }

    /** Two charts that share the width of a picture. */
    public static BufferedImage beside(Chart<?, ?> left, Chart<?, ?> right) {
        var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        graphics.drawImage(BitmapEncoder.getBufferedImage(left), 0, 0, null);
        graphics.drawImage(BitmapEncoder.getBufferedImage(right), left.getWidth(), 0, null);
        graphics.dispose();
        return picture;
    }

    /** A scale of powers of ten, of which every {@code each}th is named. */
    public static void logarithmic(XYChart chart, int from, int to, int each) {
        var styler = chart.getStyler();
        styler.setYAxisLogarithmic(true);
        styler.setPlotGridLinesColor(new Color(0xF0F0F0)); // there are many
        styler.setYAxisMin(Math.pow(10, from));
        styler.setYAxisMax(Math.pow(10, to));
        styler.setYAxisTickLabelsFormattingFunction(value -> power(value, each));
    }

    private static String power(double value, int each) {
        double exponent = Math.log10(value);
        long whole = Math.round(exponent);
        boolean named = Math.abs(exponent - whole) < 1e-6 && whole % each == 0;
        if (!named || whole == 0) {
            return named ? "1" : "";
        }
        var digits = new StringBuilder("10");
        for (char digit : Long.toString(whole).toCharArray()) {
            digits.append(digit == '-' ? '⁻' : SUPERSCRIPTS.charAt(digit - '0'));
        }
        return digits.toString();
    }
}
