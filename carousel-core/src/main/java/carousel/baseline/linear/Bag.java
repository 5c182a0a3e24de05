package carousel.baseline.linear;

import carousel.baseline.linear.Grams.Weight;
import carousel.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The features of texts as rows of numbers: which pieces they are made of, whatever their order. The features are those of the
 * texts it is made from, in the order in which they first occur; others are passed over. Immutable, safe for many threads.
 *
 * <pre>
 * var bag = Bag.of(Grams.words(2), trainTexts);
 * var train = new Labelled(bag.rows(trainTexts), 2, trainLabels);
 * var test = new Labelled(bag.rows(testTexts), 2, testLabels);
 * </pre>
 */
public final class Bag {
    private final Grams grams;
    private final Vocabulary features;
    private final float[] rarity; // [F] the weight of a feature that occurs once

    private Bag(Grams grams, Vocabulary features, float... rarity) {
        this.grams = grams;
        this.features = features;
        this.rarity = rarity;
    }

    /** Collects the features of texts, each a list of words. */
    public static Bag of(Grams grams, List<List<String>> texts) {
        var found = new LinkedHashMap<String, Occurrences>();
        for (int t = 0; t < texts.size(); t++) {
            int text = t;
            grams.each(
                    texts.get(t),
                    gram -> found.computeIfAbsent(gram, g -> new Occurrences()).in(text));
        }
        var names = new ArrayList<String>();
        var rarity = new float[found.size()];
        found.forEach((gram, occurrences) -> {
            if (occurrences.texts >= grams.texts()) {
                double rare = 1 + StrictMath.log((1.0 + texts.size()) / (1.0 + occurrences.texts));
                rarity[names.size()] = grams.weight() == Weight.TF_IDF ? (float) rare : 1;
                names.add(gram);
            }
        });
        return new Bag(grams, Vocabulary.of(names), Arrays.copyOf(rarity, names.size()));
    }

    /** In how many texts a piece has been found. One thread at a time. */
    private static final class Occurrences {
        private int texts;
        private int last = -1;

        void in(int text) {
            texts += text == last ? 0 : 1;
            last = text;
        }
    }

    /** The names of the features; the id is the column. */
    public Vocabulary features() {
        return features;
    }

    /** A row for each text [n,F], its columns rising. */
    public SparseRows rows(List<List<String>> texts) {
        var rows = new Growing(texts.size());
        for (var words : texts) {
            rows.ids = 0;
            grams.each(words, gram -> rows.add(features.id(gram)));
            rows.end(grams.weight(), rarity);
        }
        return rows.all(features.size());
    }

    /** Rows while they are collected. One thread at a time. */
    private static final class Growing {
        private final int[] starts;
        private int row;
        private int[] columns = new int[1024];
        private float[] values = new float[1024];
        private int[] found = new int[256]; // the features of this row, with repetitions
        private int ids;

        Growing(int rows) {
            starts = new int[rows + 1];
        }

        void add(int id) {
            if (id >= 0) {
                found = ids == found.length ? Arrays.copyOf(found, 2 * ids) : found;
                found[ids++] = id;
            }
        }

        void end(Weight weight, float... rarity) {
            Arrays.sort(found, 0, ids);
            int begin = starts[row];
            int at = begin;
            double squares = 0;
            for (int i = 0, next; i < ids; i = next) {
                next = i + 1;
                while (next < ids && found[next] == found[i]) {
                    next++;
                }
                if (at == columns.length) {
                    columns = Arrays.copyOf(columns, 2 * at);
                    values = Arrays.copyOf(values, 2 * at);
                }
                columns[at] = found[i];
                values[at] = value(weight, next - i) * rarity[found[i]];
                squares += (double) values[at] * values[at++];
            }
            for (int i = begin; i < at && weight == Weight.TF_IDF; i++) {
                values[i] /= (float) Math.sqrt(squares);
            }
            starts[++row] = at;
        }

        private static float value(Weight weight, int times) {
            return switch (weight) {
                case COUNT -> times;
                case PRESENCE -> 1;
                case TF_IDF -> 1 + (float) StrictMath.log(times);
            };
        }

        SparseRows all(int features) {
            int elements = starts[row];
            return new SparseRows(features, starts, Arrays.copyOf(columns, elements), Arrays.copyOf(values, elements));
        }
    }
}
