package carousel.model.translate;

import carousel.data.ByLength;
import carousel.data.labelled.SentencePair;
import carousel.model.wording.Wordings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sentences and what they are to become, both as symbols. Immutable as long as nobody writes into the arrays.
 *
 * @param sources the sentences
 * @param targets of each what it is to become
 */
public record Bitext(List<int[]> sources, List<int[]> targets) {
    /** How many are scored together. */
    private static final int TOGETHER = 64;

    public Bitext {
        sources = List.copyOf(sources);
        targets = List.copyOf(targets);
        if (sources.size() != targets.size()) {
            throw new IllegalArgumentException(
                    "bitext: " + sources.size() + " sources and " + targets.size() + " targets; expected one for each");
        }
    }

    /** Pairs of texts. */
    public static Bitext of(Wordings wordings, List<SentencePair> pairs) {
        return new Bitext(
                pairs.stream().map(pair -> wordings.source().ids(pair.source())).toList(),
                pairs.stream().map(pair -> wordings.target().ids(pair.target())).toList());
    }

    public int size() {
        return sources.size();
    }

    /** How many symbols are to be said, the ends included. */
    public long symbols() {
        return targets.stream().mapToLong(ids -> ids.length + 1).sum();
    }

    /** Those without more than so many symbols on either side. */
    public Bitext upTo(int longest) {
        var left = new ArrayList<int[]>();
        var right = new ArrayList<int[]>();
        for (int i = 0; i < size(); i++) {
            if (sources.get(i).length <= longest && targets.get(i).length <= longest) {
                left.add(sources.get(i));
                right.add(targets.get(i));
            }
        }
        return new Bitext(left, right);
    }

    /** The log-probability of each target: that of its symbols and of the end, in nats. */
    public double[] scores(TranslationModel model) {
        var scores = new double[size()];
        for (var some : batches(targets, TOGETHER)) {
            var found = model.score(Parallel.of(
                    model.end(),
                    IntStream.of(some).mapToObj(sources::get).toList(),
                    IntStream.of(some).mapToObj(targets::get).toList()));
            for (int i = 0; i < some.length; i++) {
                scores[some[i]] = found[i];
            }
        }
        return scores;
    }

    /** Numbers of sequences of similar length, so many at a time. */
    static List<int[]> batches(List<int[]> sequences, int together) {
        return ByLength.batches(
                together,
                Long.MAX_VALUE,
                sequences.stream().mapToInt(ids -> ids.length).toArray());
    }
}
