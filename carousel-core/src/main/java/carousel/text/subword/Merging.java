package carousel.text.subword;

import carousel.text.Vocabulary;
import carousel.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Learns which pairs to join. Only the words in which a pair stands are gone through when it is joined, and the counts of their
 * pairs brought up to date. Nothing depends on the order of words: of equally frequent pairs the first by its text is joined.
 * One thread at a time.
 */
final class Merging {
    private static final int LEAST = 2;

    /** How often a pair stood in the words when it was queued. */
    private record Candidate(long pair, long count, String left, String right) {
        private static final Comparator<Candidate> ORDER = Comparator.comparingLong(Candidate::count)
                .reversed()
                .thenComparing(Candidate::left)
                .thenComparing(Candidate::right);
    }

    private final List<String> symbols = new ArrayList<>(List.of(Vocabulary.UNKNOWN, Vocabulary.END));
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<int[]> words = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();
    private final Map<Long, Long> pairs = new HashMap<>();
    private final Map<Long, Set<Integer>> places = new HashMap<>();
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>(Candidate.ORDER);
    /** By how much the count of a pair changed since it was queued. */
    private final Map<Long, Long> changes = new HashMap<>();

    Merging(List<String> characters, Map<String, Long> words) {
        symbols.addAll(characters);
        for (int id = 0; id < symbols.size(); id++) {
            ids.put(symbols.get(id), id);
        }
        words.forEach((word, count) -> {
            this.words.add(Words.characters(word).stream()
                    .mapToInt(character -> ids.getOrDefault(character, 0))
                    .toArray());
            counts.add(count);
            count(this.words.size() - 1, count);
        });
        requeue();
    }

    /** Adds the pairs of a word so many times; the unknown character has none. */
    private void count(int word, long times) {
        var pieces = words.get(word);
        for (int i = 1; i < pieces.length; i++) {
            if (pieces[i - 1] != 0 && pieces[i] != 0) {
                long pair = BytePairs.pair(pieces[i - 1], pieces[i]);
                changes.merge(pair, times, Long::sum);
                if (times > 0) {
                    places.computeIfAbsent(pair, _ -> new HashSet<>()).add(word);
                }
            }
        }
    }

    /** In any order: the queue has its own. */
    private void requeue() {
        changes.forEach((pair, change) -> {
            if (change != 0) {
                requeue(pair, pairs.merge(pair, change, Long::sum));
            }
        });
        changes.clear();
    }

    private void requeue(long pair, long count) {
        if (count >= LEAST) {
            queue.add(new Candidate(pair, count, symbols.get((int) (pair >> 32)), symbols.get((int) pair)));
        } else if (count == 0) {
            pairs.remove(pair);
            places.remove(pair);
        }
    }

    /** Joins until there are so many symbols, or no pair is left that stands twice. */
    List<String> learn(int size) {
        var merges = new LinkedHashSet<String>(); // a pair may stand again when its left half was made in another way
        while (symbols.size() < size && !queue.isEmpty()) {
            var next = queue.remove();
            var joined = next.left() + next.right();
            boolean current = pairs.getOrDefault(next.pair(), 0L) == next.count();
            if (current && !joined.equals(Vocabulary.UNKNOWN) && !joined.equals(Vocabulary.END)) {
                join(next, joined);
                merges.add(next.left() + " " + next.right());
            }
        }
        return List.copyOf(merges);
    }

    private void join(Candidate next, String joined) {
        int made = ids.computeIfAbsent(joined, added -> {
            symbols.add(added);
            return symbols.size() - 1;
        });
        for (int word : List.copyOf(places.get(next.pair()))) {
            count(word, -counts.get(word));
            words.set(word, joined(words.get(word), next.pair(), made));
            count(word, counts.get(word));
        }
        requeue();
    }

    private static int[] joined(int[] pieces, long pair, int made) {
        var joined = new ArrayList<Integer>();
        for (int i = 0; i < pieces.length; i++) {
            boolean here = i + 1 < pieces.length && BytePairs.pair(pieces[i], pieces[i + 1]) == pair;
            joined.add(here ? made : pieces[i]);
            i += here ? 1 : 0;
        }
        return joined.stream().mapToInt(piece -> piece).toArray();
    }
}
