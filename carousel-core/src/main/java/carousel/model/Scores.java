package carousel.model;

import carousel.data.Streams;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.function.IntPredicate;

/**
 * The log-probability of every token of a text that a language model reads as one stream. Immutable as long as nobody writes
 * into the array.
 *
 * @param logProbabilities of each token given all before it, in nats
 */
public record Scores(float[] logProbabilities) {
    private static final int WINDOW = 512;

    /** Reads a text from the start state. */
    public static Scores of(LanguageModel model, int... tokens) {
        var scores = new float[tokens.length];
        var streams = Streams.whole(tokens, WINDOW);
        var state = Tree.map(model.start(1), Tensor::detached);
        for (int w = 0, at = 0; w < streams.windows(); w++) {
            var window = streams.window(w);
            var read = LanguageModelObjective.read(model, window, state);
            for (float loss : read.losses().toArray()) {
                scores[at++] = -loss;
            }
            state = read.state();
        }
        return new Scores(scores);
    }

    /** The sum over each line: a line ends with a token for which {@code endsLine} holds, or with the text. */
    public double[] lines(int[] tokens, IntPredicate endsLine) {
        var sums = new double[tokens.length];
        int lines = 0;
        double sum = 0;
        for (int i = 0; i < tokens.length; i++) {
            sum += logProbabilities[i];
            if (endsLine.test(tokens[i]) || i == tokens.length - 1) {
                sums[lines++] = sum;
                sum = 0;
            }
        }
        return java.util.Arrays.copyOf(sums, lines);
    }
}
