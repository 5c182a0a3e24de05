package carousel.cli.run;

import carousel.diagnose.Diagnosis;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The gradient by lag and, where there are gates, what they do. Safe for many threads. */
public final class DiagnosisPicture {
    private static final int GATES_WIDTH = 600;
    private static final double LEAST = 1e-30;
    private static final double MOST = 1e30;

    private DiagnosisPicture() {}

    /** Whether there is anything to draw. */
    public static boolean hasContents(Diagnosis diagnosis) {
        return diagnosis.hasGradient() || hasGates(diagnosis);
    }

    private static boolean hasGates(Diagnosis diagnosis) {
        return diagnosis.layers().stream().anyMatch(layer -> !layer.gates().isEmpty());
    }

    /** The picture of a diagnosis of a model with a name. */
    public static BufferedImage of(Diagnosis diagnosis, String model) {
        if (!diagnosis.hasGradient()) {
            var name = model.replaceFirst("\\.\\w+$", "");
            return BitmapEncoder.getBufferedImage(gates(diagnosis, "Gates of " + name, ChartStyle.WIDTH));
        }
        return hasGates(diagnosis)
                ? ChartStyle.beside(
                        gradient(diagnosis, model, ChartStyle.WIDTH - GATES_WIDTH),
                        gates(diagnosis, "Gates", GATES_WIDTH))
                : BitmapEncoder.getBufferedImage(gradient(diagnosis, model, ChartStyle.WIDTH));
    }

    private static XYChart gradient(Diagnosis diagnosis, String model, int width) {
        var chart = new XYChart(width, ChartStyle.HEIGHT, ChartTheme.XChart);
        chart.setTitle(model.replaceFirst("\\.\\w+$", "") + " remembers " + diagnosis.memory() + " of "
                + diagnosis.steps() + " steps");
        chart.setXAxisTitle("lag k (steps)");
        chart.setYAxisTitle("norm of the gradient, relative to lag 0");
        ChartStyle.apply(chart);
        chart.getStyler().setLegendPosition(LegendPosition.InsideSW);
        var lags = new double[diagnosis.steps()];
        var norms = new double[diagnosis.steps()];
        double least = 1;
        double most = 1;
        for (int k = 0; k < lags.length; k++) {
            lags[k] = k;
            norms[k] = shown(diagnosis.gradient()[k] / diagnosis.gradient()[0]);
            least = Math.min(least, norms[k]);
            most = Math.max(most, norms[k]);
        }
        ChartStyle.line(chart.addSeries("gradient", lags, norms), 0);
        int from = (int) Math.floor(Math.log10(least));
        int to = Math.max(from + 1, (int) Math.ceil(Math.log10(most)));
        ChartStyle.logarithmic(chart, from, to, Math.max(1, (to - from) / 6));
        double boundary =
                diagnosis.memory() - 0.5; // and XChart labels round numbers once its points are not evenly spaced
        var memory = chart.addSeries(
                "99 % of the gradient",
                new double[] {boundary, boundary}, new double[] {Math.pow(10, from), Math.pow(10, to)});
        ChartStyle.line(memory, 1);
        return chart;
    }

    /** Within the scale: what is not a number has grown past all others. */
    private static double shown(double norm) {
        return Double.isNaN(norm) ? MOST : Math.clamp(norm, LEAST, MOST);
    }

    private static CategoryChart gates(Diagnosis diagnosis, String title, int width) {
        var chart = new CategoryChart(width, ChartStyle.HEIGHT, ChartTheme.XChart);
        chart.setTitle(title);
        chart.setXAxisTitle("layer, gate");
        chart.setYAxisTitle("share of all values (%)");
        ChartStyle.apply(chart);
        var names = new ArrayList<String>();
        var closed = new ArrayList<Double>();
        var open = new ArrayList<Double>();
        for (int i = 0; i < diagnosis.layers().size(); i++) {
            for (var gate : diagnosis.layers().get(i).gates()) {
                names.add(i + " " + gate.name());
                closed.add(100 * gate.closed());
                open.add(100 * gate.open());
            }
        }
        chart.addSeries("closed (below 0.1)", names, closed).setFillColor(ChartStyle.colour(0));
        chart.addSeries("open (above 0.9)", names, open).setFillColor(ChartStyle.colour(5));
        var styler = chart.getStyler();
        styler.setYAxisMin(0.0);
        styler.setYAxisMax(100.0);
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setPlotContentSize(0.9);
        styler.setXAxisLabelRotation(60);
        styler.setXAxisTickMarkSpacingHint(20); // a label for every gate
        styler.setAvailableSpaceFill(0.8);
        styler.setPlotBackgroundColor(Color.WHITE);
        return chart;
    }
}
