package carousel.cli.label.read;

import carousel.metric.Temperature;
import carousel.model.label.Answer;
import carousel.model.label.AnswerKey;
import carousel.model.label.Predictions;
import carousel.model.label.Targets;
import carousel.text.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Labels of examples that a model did not learn from, of which some may be strange to it. Immutable.
 *
 * @param key of the model
 * @param labels of each example that the model was told of in training
 * @param unseen the others
 */
public record KnownLabels(AnswerKey key, List<List<String>> labels, List<String> unseen) {
    private static final int SHOWN = 5;

    public static KnownLabels of(AnswerKey key, List<List<String>> labels) {
        var unseen = new TreeSet<String>();
        var known = new ArrayList<List<String>>();
        for (var all : labels) {
            unseen.addAll(all);
            known.add(all.stream().filter(key.classes()::contains).toList());
        }
        key.classes().symbols().forEach(unseen::remove);
        return new KnownLabels(key, known, List.copyOf(unseen));
    }

    /** What a model should say; an example of one label that is unseen counts for nothing. */
    Targets targets() {
        var answers = key.answers(labels);
        if (key.answer() != Answer.ONE) {
            return Targets.of(key.width(), answers);
        }
        var weights = new float[answers.length];
        float each = (float) answers.length / Math.max(1, examples().length);
        for (int example : examples()) {
            weights[example] = each;
        }
        return new Targets(answers, 1, weights);
    }

    /** What makes the probabilities of these examples most likely, with caution; 1 where there are none. */
    public double temperature(Predictions predictions) {
        var examples = examples();
        if (key.answer() != Answer.ONE || examples.length == 0) {
            return 1;
        }
        var classes = Arrays.stream(examples)
                .map(example -> key.classes().id(labels.get(example).getFirst()))
                .toArray();
        var logits = new float[examples.length * predictions.width()];
        for (int i = 0; i < examples.length; i++) {
            System.arraycopy(predictions.logits(examples[i]), 0, logits, i * predictions.width(), predictions.width());
        }
        return Temperature.cautious(logits, classes).value();
    }

    private int[] examples() {
        return IntStream.range(0, labels.size())
                .filter(i -> !labels.get(i).isEmpty())
                .toArray();
    }

    /** Refuses to choose the best model by examples that say nothing to it. */
    public void requireSome(String name) {
        if (examples().length == 0 && !unseen.isEmpty()) {
            throw new DataException(name + ": " + said(unseen) + ", nor any other of the validation examples; expected"
                    + " labels of the training data, such as "
                    + key.classes().symbols().getFirst());
        }
    }

    /** Which labels were never seen, in a line. */
    static String said(List<String> unseen) {
        var some = unseen.stream().limit(SHOWN).map(label -> "'" + label + "'").toList();
        return (unseen.size() == 1 ? "the label " : unseen.size() + " labels, ") + String.join(", ", some)
                + (unseen.size() > SHOWN ? ", …," : unseen.size() == 1 ? "" : ",")
                + (unseen.size() == 1 ? " was" : " were") + " never seen in training";
    }
}
