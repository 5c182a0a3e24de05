package carousel.model.translate;

import carousel.data.Ids;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sentences and their translations, each packed by its own lengths. A decoder reads the end symbol and then all symbols of
 * the translation; it is to say all of them and then the end symbol. Immutable as long as nobody writes into the arrays.
 *
 * <pre>
 * translation   a b       inputs   # a b       targets   a b #
 * </pre>
 *
 * @param source what is translated; sentences may be empty
 * @param inputs what the decoder reads
 * @param targets what it is to say, packed as the inputs are
 */
public record Parallel(Ids source, Ids inputs, Ids targets) {

    public Parallel {
        if (!inputs.lengths().equals(targets.lengths())
                || source.lengths().batch() != inputs.lengths().batch()) {
            throw new IllegalArgumentException("parallel sentences: " + source + ", " + inputs + " and " + targets
                    + "; expected as many of each, and inputs as long as targets");
        }
    }

    /** Sentence i and its translation i. */
    public static Parallel of(int end, List<int[]> sources, List<int[]> translations) {
        return new Parallel(
                Ids.pack(sources.toArray(int[][]::new)),
                Ids.pack(translations.stream()
                        .map(ids -> {
                            var inputs = new int[ids.length + 1];
                            inputs[0] = end;
                            System.arraycopy(ids, 0, inputs, 1, ids.length);
                            return inputs;
                        })
                        .toArray(int[][]::new)),
                Ids.pack(translations.stream()
                        .map(ids -> {
                            var targets = Arrays.copyOf(ids, ids.length + 1);
                            targets[ids.length] = end;
                            return targets;
                        })
                        .toArray(int[][]::new)));
    }

    /** How many symbols are to be said. */
    public int symbols() {
        return targets.values().length;
    }

    /** The log-probability of each translation, in the caller's order, from what each of its symbols costs: [N,1]. */
    double[] scores(Tensor losses) {
        var lengths = targets.lengths();
        var scores = new double[lengths.batch()];
        for (int b = 0; b < scores.length; b++) {
            for (int t = 0; t < lengths.length(b); t++) {
                scores[lengths.caller(b)] -= losses.at(lengths.row(b, t), 0);
            }
        }
        return scores;
    }

    /** The source of each packed target, to be read. */
    List<int[]> sourcesOfTargets() {
        return IntStream.of(sources()).mapToObj(source::packed).toList();
    }

    /** The packed source of each packed target. */
    int[] sources() {
        var order = new int[source.lengths().batch()];
        Arrays.setAll(order, b -> source.lengths().packed(targets.lengths().caller(b)));
        return order;
    }
}
