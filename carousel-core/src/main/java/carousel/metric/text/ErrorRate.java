package carousel.metric.text;

import carousel.metric.Additive;
import carousel.text.Level;
import carousel.text.Words;
import java.util.List;

/**
 * Word, phoneme or character error rate: how many symbols must be replaced, deleted or inserted (Levenshtein 1966) to turn the
 * reference into what was predicted. Immutable, safe for many threads.
 *
 * <pre>
 * rate = Σ sentences (S + D + I) / Σ sentences symbols of the reference
 * </pre>
 *
 * Of several references the one with the fewest errors counts, of those the longest. Where errors can be explained in several
 * ways, the one with most hits is counted: {@code a b} beside {@code b} is a deletion, not two errors of other kinds.
 *
 * <pre>{@code
 * ErrorRate.words().sentence("HH AH L OW", List.of("HH EH L OW", "HH AH L OW")).value();   // 0
 * ErrorRate.characters().corpus(predictions, references).substitutions();
 * }</pre>
 *
 * @param level what the symbols are: words, which stand between white space as phonemes do, or characters
 */
public record ErrorRate(Level level) implements TextMetric<ErrorRate.Score> {

    public ErrorRate {
        if (level != Level.WORD && level != Level.CHAR) {
            throw new IllegalArgumentException("error rate: level " + level + "; expected words or characters");
        }
    }

    /** Of words or phonemes: whatever stands between white space. */
    public static ErrorRate words() {
        return new ErrorRate(Level.WORD);
    }

    /** Of characters, spaces among them. */
    public static ErrorRate characters() {
        return new ErrorRate(Level.CHAR);
    }

    @Override
    public Score none() {
        return new Score(0, 0, 0, 0);
    }

    @Override
    public Score sentence(String prediction, List<String> references) {
        var predicted = symbols(prediction);
        var best = beside(predicted, symbols(references.getFirst()));
        for (var reference : references.subList(1, references.size())) {
            var score = beside(predicted, symbols(reference));
            boolean longer = score.errors() == best.errors() && score.symbols() > best.symbols();
            best = score.errors() < best.errors() || longer ? score : best;
        }
        return best;
    }

    private List<String> symbols(String text) {
        return level == Level.WORD ? Spaces.split(text) : Words.characters(text);
    }

    /** Row by row of the table of beginnings; each cell is the best score of its two beginnings. */
    private static Score beside(List<String> predicted, List<String> expected) {
        var row = new Score[predicted.size() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = new Score(0, 0, 0, j);
        }
        for (int i = 1; i <= expected.size(); i++) {
            var diagonal = row[0];
            row[0] = new Score(0, 0, i, 0);
            for (int j = 1; j < row.length; j++) {
                boolean same = expected.get(i - 1).equals(predicted.get(j - 1));
                var paired = diagonal.plus(same ? Score.HIT : Score.SUBSTITUTION);
                diagonal = row[j];
                row[j] = paired.orBetter(row[j].plus(Score.DELETION)).orBetter(row[j - 1].plus(Score.INSERTION));
            }
        }
        return row[predicted.size()];
    }

    /**
     * Hits and errors, of one sentence or of many. Immutable.
     *
     * @param hits symbols that are right
     * @param substitutions symbols that stand for others: S
     * @param deletions symbols of the reference that are missing: D
     * @param insertions symbols that are not in the reference: I
     */
    public record Score(long hits, long substitutions, long deletions, long insertions) implements Additive<Score> {
        private static final Score HIT = new Score(1, 0, 0, 0);
        private static final Score SUBSTITUTION = new Score(0, 1, 0, 0);
        private static final Score DELETION = new Score(0, 0, 1, 0);
        private static final Score INSERTION = new Score(0, 0, 0, 1);

        @Override
        public Score plus(Score other) {
            return new Score(
                    hits + other.hits,
                    substitutions + other.substitutions,
                    deletions + other.deletions,
                    insertions + other.insertions);
        }

        private Score orBetter(Score other) {
            boolean fewer = other.errors() < errors();
            return fewer || (other.errors() == errors() && other.hits > hits) ? other : this;
        }

        /** S + D + I. */
        public long errors() {
            return substitutions + deletions + insertions;
        }

        /** Symbols of the reference. */
        public long symbols() {
            return hits + substitutions + deletions;
        }

        /** The rate; it may pass 1, and is 1 for errors where the reference has no symbols. */
        @Override
        public double value() {
            return symbols() > 0 ? (double) errors() / symbols() : errors() > 0 ? 1 : 0;
        }
    }
}
