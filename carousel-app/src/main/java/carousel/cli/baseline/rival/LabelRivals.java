package carousel.cli.baseline.rival;

import carousel.baseline.LabelledSeries;
import carousel.baseline.Majority;
import carousel.baseline.NearestNeighbour;
import carousel.baseline.linear.Grams;
import carousel.cli.baseline.Rival;
import carousel.cli.baseline.Tally;
import carousel.data.labelled.Document;
import carousel.data.labelled.Item;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Labels;
import carousel.data.labelled.Sentence;
import carousel.data.labelled.Series;
import carousel.model.input.Units;
import carousel.text.Words;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What a network must beat that says something of whole sequences. Safe for many threads. */
public final class LabelRivals {
    private static final int LONGEST = 3; // with 4 nearly three times as many, and no better on surnames
    private static final int WINDOW_PARTS = 10;

    private LabelRivals() {}

    /**
     * Of texts: the most frequent answer, linear models of their words, of the mean of vectors of words, of pairs or of runs
     * of characters.
     */
    public static List<Rival> ofTexts(Material<Document> material, Units units) {
        var words = bag("bag_of_words", "bag of words", Grams.words(1), material);
        return units == Units.CHAR
                ? List.of(majority(material), characters(material), words)
                : List.of(
                        majority(material),
                        words,
                        new Rival(
                                "bag_of_embeddings",
                                "bag of embeddings",
                                seconds -> MeanRival.scored(material, seconds)),
                        bag("word_pairs", "words and pairs", Grams.words(2), material));
    }

    private static Rival characters(Material<Document> material) {
        var grams = Grams.characters(1, LONGEST).inAtLeast(2);
        return bag("bag_of_characters", "bag of character n-grams", grams, material);
    }

    private static Rival bag(String key, String words, Grams grams, Material<Document> material) {
        return Rival.of(key, words, () -> BagRival.scored(grams, material, text -> Words.of(text.text())));
    }

    /** Of what is said of whole sentences: the most frequent answer, and a linear model of their words. */
    static List<Rival> ofSentences(Material<Sentence> material) {
        return List.of(
                majority(material),
                Rival.of(
                        "bag_of_words",
                        "bag of words",
                        () -> BagRival.scored(Grams.words(1), material, Sentence::words)));
    }

    /** Of series: the most frequent answer, and that of the nearest series. */
    public static List<Rival> ofSeries(Material<Series> material) {
        boolean number = material.answer().number();
        return List.of(
                majority(material),
                Rival.of(
                        "nearest_neighbour_euclid",
                        "nearest neighbour (Euclid)",
                        () -> nearest(material, NearestNeighbour::euclid)),
                Rival.of(
                        "nearest_neighbour_dtw",
                        "nearest neighbour (time warping)",
                        () -> nearest(material, number ? LabelRivals::warped : NearestNeighbour::warped)));
    }

    /** Numbers have no window that is right most often. */
    private static NearestNeighbour warped(LabelledSeries known) {
        int steps = known.series().getFirst().length / known.channels();
        return NearestNeighbour.warped(known, Math.ceilDiv(steps, WINDOW_PARTS));
    }

    private static <E extends Item<E>> Rival majority(Material<E> material) {
        return material.answer().number()
                ? Rival.of("mean", "mean", () -> mean(material))
                : Rival.of("majority", "majority", () -> {
                    var known = material.numbered();
                    int most =
                            Majority.of(known.answers().size(), known.numbers()).label();
                    return material.always(known.answers().get(most));
                });
    }

    private static <E extends Item<E>> Tally mean(Material<E> material) {
        double sum = 0;
        for (float number : Labels.numbers(material.train())) {
            sum += number;
        }
        var said = new double[material.test().examples().size()];
        Arrays.fill(said, sum / material.train().examples().size());
        return Tally.squares(Labels.numbers(material.test()), said);
    }

    private static Tally nearest(Material<Series> material, Function<LabelledSeries, NearestNeighbour> maker) {
        var train = material.train();
        int channels = train.examples().getFirst().channels();
        var values = train.examples().stream().map(LabelRivals::values).toList();
        if (material.answer().number()) {
            var each = IntStream.range(0, values.size()).toArray();
            var nearest = said(maker.apply(new LabelledSeries(channels, values, each)), material.test());
            var numbers = Labels.numbers(train);
            return Tally.squares(
                    Labels.numbers(material.test()),
                    Arrays.stream(nearest).mapToDouble(i -> numbers[i]).toArray());
        }
        var known = material.numbered();
        var said = said(maker.apply(new LabelledSeries(channels, values, known.numbers())), material.test());
        return Tally.hits(
                material.right(),
                Arrays.stream(said).mapToObj(known.answers()::get).toList());
    }

    /** A series without steps is taken for one step of zeros. */
    private static float[] values(Series series) {
        return series.values().length == 0 ? new float[series.channels()] : series.values();
    }

    private static int[] said(NearestNeighbour neighbours, Labelled<Series> test) {
        return test.examples().stream()
                .mapToInt(series -> {
                    Rival.mayGoOn();
                    return neighbours.label(values(series));
                })
                .toArray();
    }
}
