package carousel.model.input;

import carousel.data.Lengths;
import carousel.layer.Dropout;
import carousel.layer.Init;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Series of numbers to what a labelling model reads: each channel less its mean, over its standard deviation, both of the
 * training series; or of all channels together, where an edge of a picture would otherwise be scaled up. Immutable as long as nobody writes into the arrays; safe for many threads.
 *
 * @param means [C]
 * @param deviations [C]; 1 for a channel that never changes
 */
public record SeriesCoder(float[] means, float[] deviations) implements Coder {

    /** The coder of these training series, each [T*C], one step after the other. */
    public static SeriesCoder of(int channels, List<float[]> series) {
        var sums = new double[channels];
        var squares = new double[channels];
        long steps = 0;
        for (var values : series) {
            steps += values.length / channels;
            for (int i = 0; i < values.length; i++) {
                sums[i % channels] += values[i];
            }
        }
        for (int c = 0; c < channels; c++) {
            sums[c] /= Math.max(1, steps);
        }
        for (var values : series) {
            for (int i = 0; i < values.length; i++) {
                double difference = values[i] - sums[i % channels];
                squares[i % channels] += difference * difference;
            }
        }
        var means = new float[channels];
        var deviations = new float[channels];
        for (int c = 0; c < channels; c++) {
            double deviation = Math.sqrt(squares[c] / Math.max(1, steps));
            means[c] = (float) sums[c];
            deviations[c] = deviation > 0 ? (float) deviation : 1;
        }
        return new SeriesCoder(means, deviations);
    }

    /** The same with one mean and one deviation for all channels, which are of one kind: the pixels of pictures. */
    public static SeriesCoder alike(int channels, List<float[]> series) {
        var one = of(1, series);
        var means = new float[channels];
        var deviations = new float[channels];
        Arrays.fill(means, one.means[0]);
        Arrays.fill(deviations, one.deviations[0]);
        return new SeriesCoder(means, deviations);
    }

    static SeriesCoder ofLists(Map<String, List<String>> lists) {
        return new SeriesCoder(floats(lists.get("means")), floats(lists.get("deviations")));
    }

    @Override
    public SequencedMap<String, List<String>> toLists() {
        var lists = new LinkedHashMap<String, List<String>>();
        lists.put("means", texts(means));
        lists.put("deviations", texts(deviations));
        return lists;
    }

    private static List<String> texts(float... values) {
        var texts = new ArrayList<String>();
        for (float value : values) {
            texts.add(Float.toString(value));
        }
        return texts;
    }

    private static float[] floats(List<String> texts) {
        var values = new float[texts.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(texts.get(i));
        }
        return values;
    }

    @Override
    public LabelInput input(TextShape text, Dropout dropout, Init init) {
        return LabelInput.features(channels(), dropout);
    }

    @Override
    public String words() {
        return "series of " + channels() + (channels() == 1 ? " channel" : " channels");
    }

    @Override
    public Inputs probe(int... numbers) {
        var values = new float[numbers.length * channels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = means[i % channels()] + numbers[i / channels()] * deviations[i % channels()];
        }
        return source(List.of(values)).inputs(0);
    }

    /** The number of channels. */
    public int channels() {
        return means.length;
    }

    /** Series, each [T*C]. One without any step is taken for one step of means. */
    public Source source(List<float[]> series) {
        var scaled = series.stream().map(this::scaled).toArray(float[][]::new);
        return new SeriesSource(scaled, channels());
    }

    private float[] scaled(float... values) {
        if (values.length % channels() != 0) {
            throw new IllegalArgumentException(
                    "series: given " + values.length + " values, needed " + channels() + " for each step");
        }
        var scaled = new float[Math.max(values.length, channels())];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = (values[i] - means[i % channels()]) / deviations[i % channels()];
        }
        return scaled;
    }

    /** Scaled series. */
    private record SeriesSource(float[][] series, int channels) implements Source {
        @Override
        public int size() {
            return series.length;
        }

        @Override
        public int length(int example) {
            return series[example].length / channels;
        }

        @Override
        public Inputs inputs(Forgetting forgetting, int... examples) {
            var lengths = Lengths.of(Arrays.stream(examples).map(this::length).toArray());
            var steps = new float[Math.multiplyExact(lengths.rows(), channels)];
            for (int b = 0; b < lengths.batch(); b++) {
                var from = series[examples[lengths.caller(b)]];
                for (int t = 0; t < lengths.length(b); t++) {
                    System.arraycopy(from, t * channels, steps, lengths.row(b, t) * channels, channels);
                }
            }
            return Inputs.of(lengths, steps);
        }
    }
}
