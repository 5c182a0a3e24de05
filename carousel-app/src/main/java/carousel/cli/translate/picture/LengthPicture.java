package carousel.cli.translate.picture;

import carousel.cli.run.ChartStyle;
import carousel.cli.run.Picture;
import carousel.cli.translate.ByLength;
import carousel.cli.translate.ByLength.Drawn;
import carousel.cli.translate.ByLength.Group;
import java.awt.image.BufferedImage;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * How good translations are by the length of their sources, a line for each model (Bahdanau, Cho, Bengio 2015, figure 2): BLEU
 * or, where no model has any because what is written are single words, the share that is right. Immutable.
 *
 * @param models by name
 */
public record LengthPicture(SequencedMap<String, ByLength> models) implements Picture {

    @Override
    public BufferedImage draw(String model) {
        boolean bleu = models.values().stream().anyMatch(of -> of.drawn() == Drawn.BLEU);
        var chart = new XYChart(ChartStyle.WIDTH, ChartStyle.HEIGHT, ChartTheme.XChart);
        chart.setTitle((bleu ? "BLEU" : "Exactly right") + " by length of the source");
        chart.setXAxisTitle("symbols of the source");
        chart.setYAxisTitle(bleu ? "BLEU" : "share of translations (%)");
        ChartStyle.apply(chart);
        ToDoubleFunction<Group> value = bleu ? Group::bleu : group -> 100 * group.exactMatch();
        int number = 0;
        for (Map.Entry<String, ByLength> one : models.entrySet()) {
            var groups = one.getValue().groups();
            var series = chart.addSeries(
                    one.getKey(),
                    groups.stream().mapToDouble(Group::length).toArray(),
                    groups.stream().mapToDouble(value).toArray());
            ChartStyle.line(series, number);
            series.setMarker(ChartStyle.marker(number++));
        }
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisMax(100.0);
        chart.getStyler().setXAxisDecimalPattern("0");
        return BitmapEncoder.getBufferedImage(chart);
    }
}
