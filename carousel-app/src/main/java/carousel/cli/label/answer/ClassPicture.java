package carousel.cli.label.answer;

import carousel.cli.run.ChartStyle;
import carousel.cli.run.Picture;
import carousel.metric.Calibration;
import carousel.metric.Confusion;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * What there is to see of the predictions of classes: which was taken for which and, beside it, whether probabilities mean
 * what they say. Immutable.
 *
 * @param confusion of the classes
 * @param calibration of the probabilities; none where some labels were never seen in training
 */
public record ClassPicture(Confusion confusion, List<Calibration> calibration) implements Picture {
    /** The most classes that a picture can show. */
    public static final int MOST_CLASSES = 30;

    private static final int RELIABILITY_WIDTH = 620;

    public ClassPicture {
        calibration = List.copyOf(calibration);
    }

    @Override
    public BufferedImage draw(String model) {
        var name = model.replaceFirst("\\.\\w+$", "");
        if (calibration.isEmpty()) {
            return ConfusionPicture.of(confusion, name, ChartStyle.WIDTH);
        }
        var picture = new BufferedImage(ChartStyle.WIDTH, ChartStyle.HEIGHT, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        int left = ChartStyle.WIDTH - RELIABILITY_WIDTH;
        graphics.drawImage(ConfusionPicture.of(confusion, name, left), 0, 0, null);
        graphics.drawImage(BitmapEncoder.getBufferedImage(reliability(calibration.getFirst())), left, 0, null);
        graphics.dispose();
        return picture;
    }

    private static XYChart reliability(Calibration calibration) {
        var chart = new XYChart(RELIABILITY_WIDTH, ChartStyle.HEIGHT, ChartTheme.XChart);
        chart.setTitle(String.format(Locale.ROOT, "Calibration error %.3f", calibration.error()));
        chart.setXAxisTitle("confidence");
        chart.setYAxisTitle("accuracy");
        ChartStyle.apply(chart);
        var filled = calibration.bins().stream().filter(bin -> bin.count() > 0).toList();
        var predicted = chart.addSeries(
                "predictions",
                filled.stream().mapToDouble(Calibration.Bin::confidence).toArray(),
                filled.stream().mapToDouble(Calibration.Bin::accuracy).toArray());
        ChartStyle.line(predicted, 0);
        predicted.setMarker(ChartStyle.marker(0));
        ChartStyle.line(chart.addSeries("as they should be", new double[] {0, 1}, new double[] {0, 1}), 1);
        toOne(chart.getStyler());
        return chart;
    }

    private static void toOne(AxesChartStyler styler) {
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setXAxisMin(0.0);
        styler.setXAxisMax(1.0);
        styler.setYAxisMin(0.0);
        styler.setYAxisMax(1.0);
        styler.setXAxisTickMarkSpacingHint(90);
        styler.setDecimalPattern("0.0");
    }
}
