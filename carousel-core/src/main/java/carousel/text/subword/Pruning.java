package carousel.text.subword;

import carousel.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * Learns unigrams: from far too many pieces, whose probabilities are estimated by expectation and maximisation, those that are
 * missed least are left out, again and again. Each known character stands once more as a word of its own, so that it
 * stays possible. One thread at a time.
 *
 * <pre>
 * loss(piece) = expected(piece) (log p(piece) - log p(best way to spell it by others))
 * </pre>
 */
final class Pruning {
    /** Candidates for each piece that is to be kept. */
    private static final int CANDIDATES = 10;

    private static final int ESTIMATES = 2;
    private static final double KEPT = 0.75;

    private final List<String> symbols = new ArrayList<>(List.of(Vocabulary.UNKNOWN, Vocabulary.END));
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<Lattice> words = new ArrayList<>();
    private final List<Lattice> spellings = new ArrayList<>(); // of each piece that is no character
    private final List<Long> counts = new ArrayList<>();
    private final int characters;
    private final double[] scores;
    private double[] expected;

    Pruning(Counts learnt, int size) {
        var all = new LinkedHashMap<>(learnt.words());
        learnt.characters().forEach(character -> all.merge(character, 1L, Long::sum));
        var candidates = Candidates.of(learnt.characters(), all, (long) CANDIDATES * size);
        symbols.addAll(candidates.keySet());
        this.characters = learnt.characters().size();
        this.scores = new double[symbols.size()];
        this.expected = new double[symbols.size()];
        for (int id = 2; id < scores.length; id++) {
            ids.put(symbols.get(id), id);
            expected[id] = candidates.get(symbols.get(id));
        }
        all.forEach((word, count) -> {
            words.add(Lattice.of(word, ids, Candidates.LONGEST));
            counts.add(count);
        });
        symbols.subList(2 + characters, symbols.size())
                .forEach(piece -> spellings.add(Lattice.of(piece, ids, Candidates.LONGEST)));
        maximise();
    }

    /** Leaves pieces out until there are no more than so many symbols. */
    SequencedMap<String, Double> learn(int size) {
        estimate();
        for (int left = left(); left > size; left = left()) {
            prune(Math.max(size, (int) (KEPT * left)) - 2 - characters);
            estimate();
        }
        var learned = new LinkedHashMap<String, Double>();
        IntStream.range(2, scores.length)
                .filter(this::isLeft)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer id) -> -scores[id]).thenComparing(symbols::get))
                .forEach(id -> learned.put(symbols.get(id), scores[id]));
        return learned;
    }

    private int left() {
        return 2 + (int) IntStream.range(2, scores.length).filter(this::isLeft).count();
    }

    private boolean isLeft(int id) {
        return scores[id] > Double.NEGATIVE_INFINITY;
    }

    private void estimate() {
        for (int n = 0; n < ESTIMATES; n++) {
            expect();
            maximise();
        }
    }

    /** How often each piece is to be expected; the log-likelihood of all words. */
    double expect() {
        expected = new double[scores.length];
        double sum = 0;
        for (int w = 0; w < words.size(); w++) {
            sum += counts.get(w) * words.get(w).expect(scores, counts.get(w), expected);
        }
        return sum;
    }

    /** What is never expected is no piece any more. */
    void maximise() {
        double total = 0;
        for (int id = 2; id < scores.length; id++) {
            total += expected[id];
        }
        for (int id = 2; id < scores.length; id++) {
            scores[id] = StrictMath.log(expected[id] / total);
        }
    }

    /** Keeps so many pieces beside the characters, which come first. */
    private void prune(int kept) {
        int from = 2 + characters;
        var losses = new double[scores.length];
        var candidates = IntStream.range(from, scores.length)
                .filter(this::isLeft)
                .peek(id -> losses[id] = loss(id))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer id) -> -losses[id]).thenComparing(symbols::get))
                .toList();
        candidates.subList(kept, candidates.size()).forEach(id -> scores[id] = Double.NEGATIVE_INFINITY);
    }

    private double loss(int id) {
        double own = scores[id];
        scores[id] = Double.NEGATIVE_INFINITY;
        var others = spellings.get(id - 2 - characters).best(scores);
        scores[id] = own;
        return expected[id]
                * (own
                        - Arrays.stream(others)
                                .mapToDouble(other -> scores[other])
                                .sum());
    }
}
