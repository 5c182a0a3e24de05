package carousel.model.label;

import carousel.model.input.Source;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a classifier says of many sequences. Immutable as long as nobody writes into the array.
 *
 * @param logits [M,K], in the order of the sequences
 * @param width K
 */
public record Predictions(float[] logits, int width) {
    /** Of all examples of a source. */
    public static Predictions of(Classifier model, Source source) {
        int width = model.head().b().size();
        var logits = new float[Math.multiplyExact(source.size(), width)];
        Batching.each(source, examples -> {
            var given =
                    Tape.evaluate(() -> model.logits(source.inputs(examples))).toArray();
            for (int i = 0; i < examples.length; i++) {
                System.arraycopy(given, i * width, logits, examples[i] * width, width);
            }
        });
        return new Predictions(logits, width);
    }

    /** The mean loss of these predictions. */
    public double loss(Answer answer, Targets targets) {
        return Tape.evaluate(() -> answer.loss(Tensor.of(logits, size(), width), targets))
                .item();
    }

    /** Probabilities of the classes, or the number, of each sequence: [M,K]. */
    public float[] outputs(Answer answer) {
        return Tape.evaluate(() -> answer.outputs(Tensor.of(logits, size(), width)))
                .toArray();
    }

    /** What is said of each sequence, where that is a number: [M]. */
    public double[] numbers(AnswerKey key) {
        var outputs = outputs(key.answer());
        var numbers = new double[outputs.length];
        Arrays.setAll(numbers, i -> key.number(outputs[i]));
        return numbers;
    }

    /** The number of sequences. */
    public int size() {
        return logits.length / width;
    }

    /** The most likely class of a sequence; of equally likely ones the lowest. */
    public int best(int sequence) {
        int best = 0;
        for (int k = 1; k < width; k++) {
            best = logits[sequence * width + k] > logits[sequence * width + best] ? k : best;
        }
        return best;
    }

    /** The labels of a sequence: the most likely class, or those that are likelier than not. */
    public List<String> labels(AnswerKey key, int sequence) {
        if (key.answer() == Answer.ONE) {
            return List.of(key.classes().symbol(best(sequence)));
        }
        return IntStream.range(0, width)
                .filter(k -> logits[sequence * width + k] > 0)
                .mapToObj(key.classes()::symbol)
                .toList();
    }

    /** What is said of one sequence: [K]. */
    public float[] logits(int sequence) {
        return Arrays.copyOfRange(logits, sequence * width, (sequence + 1) * width);
    }
}
