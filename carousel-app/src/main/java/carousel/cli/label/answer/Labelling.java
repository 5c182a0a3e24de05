package carousel.cli.label.answer;

import carousel.cli.label.read.ExampleKind;
import carousel.cli.shell.FailedException;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Series;
import carousel.metric.Temperature;
import carousel.model.ClassifierFile;
import carousel.model.TaggerFile;
import carousel.model.input.Source;
import carousel.model.input.TextCoder;
import carousel.model.label.Answer;
import carousel.model.label.AnswerKey;
import carousel.model.label.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a model says of new examples, a line for each. Safe for many threads. */
public final class Labelling {
    private static final double HALF = 0.5;

    private Labelling() {}

    /**
     * The labels of texts: {@code label TAB probability}, the likeliest first; several where several hold; a number by itself.
     *
     * @param top how many labels; 0: the best one, or all that are likelier than not
     */
    public static UnaryOperator<List<String>> of(ClassifierFile file, int top) {
        var coder = (TextCoder) file.coder();
        return lines ->
                lines(file, coder.source(lines.stream().map(coder::split).toList()), top);
    }

    /** Series without labels, in a file that is read as the training data of a model was. */
    public static Labelled<Series> series(ClassifierFile file, String place, String encoding) {
        return LabelledEvaluation.reader(file, place, encoding).unlabelled(place);
    }

    /** The labels of series. */
    public static List<String> of(ClassifierFile file, List<Series> series, int top) {
        return lines(file, new ExampleKind.Numbers().source(file.coder(), series), top);
    }

    /**
     * Answers to some lines, or the complaint that one of them is too long.
     *
     * @param where they come from
     * @param before the number of lines before them
     */
    public static List<String> answers(
            UnaryOperator<List<String>> answers, List<String> lines, String where, int before) {
        try {
            return answers.apply(lines);
        } catch (OutOfMemoryError e) {
            int longest = IntStream.range(0, lines.size())
                    .boxed()
                    .max(Comparator.comparingInt(i -> lines.get(i).length()))
                    .orElse(0);
            throw new FailedException(
                    where + ":" + (before + longest + 1) + ": "
                            + lines.get(longest).length() + " characters in a line are more than there is memory for;"
                            + " cut the line up, or give Java more memory with CAROUSEL_OPTS=-Xmx8g",
                    e);
        }
    }

    private static List<String> lines(ClassifierFile file, Source source, int top) {
        var predictions = Predictions.of(file.model(), source);
        int width = predictions.width();
        var outputs = file.key().answer() == Answer.ONE
                ? new Temperature(file.temperature()).probabilities(predictions.logits(), width)
                : predictions.outputs(file.key().answer());
        return IntStream.range(0, predictions.size())
                .mapToObj(i -> line(file.key(), top, Arrays.copyOfRange(outputs, i * width, (i + 1) * width)))
                .toList();
    }

    private static String line(AnswerKey key, int top, float... outputs) {
        if (key.answer().number()) {
            return Float.toString((float) key.number(outputs[0]));
        }
        var order = IntStream.range(0, outputs.length)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -outputs[k]))
                .toList();
        boolean several = key.answer() == Answer.SEVERAL && top == 0;
        return order.stream()
                .limit(several ? outputs.length : Math.max(1, top))
                .filter(k -> !several || outputs[k] > HALF)
                .map(k -> String.format(Locale.ROOT, "%s\t%.4f", key.classes().symbol(k), outputs[k]))
                .collect(Collectors.joining("\t"));
    }

    /**
     * The tags of sentences whose words stand between white space: with blanks between, behind the intent and a TAB where the
     * model knows intents.
     *
     * @param top with 1 or more, each tag is followed by = and its probability
     */
    public static UnaryOperator<List<String>> of(TaggerFile file, int top) {
        return lines -> {
            var sentences = lines.stream().map(Labelling::words).toList();
            var predictions = file.predict(sentences);
            var tagged = new ArrayList<String>();
            for (int i = 0; i < sentences.size(); i++) {
                int sentence = i;
                var tags = sentences.get(i).isEmpty()
                        ? List.<String>of()
                        : file.key().names(predictions.tags()[i]);
                var text = IntStream.range(0, tags.size())
                        .mapToObj(t -> tags.get(t)
                                + (top > 0
                                        ? String.format(Locale.ROOT, "=%.4f", predictions.probability(sentence, t))
                                        : ""))
                        .collect(Collectors.joining(" "));
                boolean intents = file.key().intents().size() > 0;
                tagged.add(intents ? file.key().intents().symbol(predictions.intent(i)) + "\t" + text : text);
            }
            return tagged;
        };
    }

    private static List<String> words(String line) {
        return Arrays.stream(line.split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }
}
