package carousel.model.label;

import carousel.layer.Sequence;
import carousel.model.input.Source;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a tagger says of many sentences. Immutable as long as nobody writes into the arrays.
 *
 * @param tags [M][T] the chosen tags
 * @param probabilities [M][T*K] of every tag at every word
 * @param intents [M][C] the scores of the intents; none where the model has none
 */
public record TagPredictions(int[][] tags, float[][] probabilities, float[]... intents) {

    /** Of all sentences of a source. */
    public static TagPredictions of(Tagger model, Source source) {
        var all = new TagPredictions(new int[source.size()][], new float[source.size()][], new float[source.size()][]);
        Batching.each(source, examples -> all.fill(model, source, examples));
        return all;
    }

    private record Said(int[] best, Tensor probabilities, Tensor intents) {}

    private void fill(Tagger model, Source source, int... examples) {
        var inputs = source.inputs(examples);
        var said = Tape.evaluate(() -> {
            var scores = model.scores(inputs);
            Sequence emissions = scores.emissions();
            return new Said(
                    model.tagging().best(emissions), model.tagging().probabilities(emissions), scores.intents());
        });
        var lengths = inputs.lengths();
        int width = said.probabilities.columns();
        var rows = said.probabilities.toArray();
        var wholes = said.intents.toArray();
        for (int b = 0; b < lengths.batch(); b++) {
            int example = examples[lengths.caller(b)];
            tags[example] = new int[lengths.length(b)];
            probabilities[example] = new float[lengths.length(b) * width];
            for (int t = 0; t < lengths.length(b); t++) {
                int row = lengths.row(b, t);
                tags[example][t] = said.best[row];
                System.arraycopy(rows, row * width, probabilities[example], t * width, width);
            }
            int classes = wholes.length / lengths.batch();
            intents[example] = new float[classes];
            System.arraycopy(wholes, b * classes, intents[example], 0, classes);
        }
    }

    /** The chosen tags as people write them; of a sentence without words none. */
    public List<List<String>> names(TagKey key, List<List<String>> expected) {
        return IntStream.range(0, tags.length)
                .mapToObj(i -> expected.get(i).isEmpty() ? List.<String>of() : key.names(tags[i]))
                .toList();
    }

    /** The most likely intent of a sentence; of equally likely ones the lowest. */
    public int intent(int sentence) {
        int best = 0;
        for (int c = 1; c < intents[sentence].length; c++) {
            best = intents[sentence][c] > intents[sentence][best] ? c : best;
        }
        return best;
    }

    /** The mean of minus the logarithm of how likely the right tags are, in nats for each word; unknown tags do not count. */
    public double loss(TagKey key, List<List<String>> expected) {
        double sum = 0;
        long words = 0;
        for (int i = 0; i < tags.length; i++) {
            var right = key.learned(expected.get(i));
            int width = probabilities[i].length / tags[i].length;
            for (int t = 0; t < right.size(); t++) {
                int id = key.tags().id(right.get(t));
                if (id >= 0) {
                    sum -= StrictMath.log(Math.max(Float.MIN_VALUE, probabilities[i][t * width + id]));
                    words++;
                }
            }
        }
        return sum / Math.max(1, words);
    }

    /** How likely the chosen tag of a word is. */
    public float probability(int sentence, int word) {
        int width = probabilities[sentence].length / tags[sentence].length;
        return probabilities[sentence][word * width + tags[sentence][word]];
    }
}
