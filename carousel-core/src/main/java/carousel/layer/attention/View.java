package carousel.layer.attention;

import carousel.layer.Memory;
import carousel.tensor.Pairs;
import carousel.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * What rows look at: sentences, and which row looks at which. Made once for all steps by {@link Attention#over}. Immutable.
 *
 * @param keys [M,A], what queries are compared with
 * @param values [M,F], what is seen
 * @param pairs which row looks at which sentence
 * @param longest the length of the longest sentence
 */
public record View(Tensor keys, Tensor values, Pairs pairs, int longest) {

    static View of(Score score, Memory memory) {
        var segments = memory.segments();
        int longest =
                IntStream.range(0, segments.count()).map(segments::length).max().orElse(0);
        return new View(score.keys(memory.rows()), memory.rows(), Pairs.each(segments), longest);
    }

    /** The first rows alone: those still alive in a step. */
    public View first(int rows) {
        return rows == pairs.rows() ? this : new View(keys, values, pairs.first(rows), longest);
    }

    /** The same sentences, of which row r looks at {@code sentences[r]}: the hypotheses of a beam. */
    public View looking(int... sentences) {
        return new View(keys, values, pairs.looking(sentences), longest);
    }

    /** Before the first look. */
    public Past start() {
        return Past.none(pairs.rows(), longest);
    }
}
