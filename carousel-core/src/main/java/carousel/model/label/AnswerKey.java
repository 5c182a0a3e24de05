package carousel.model.label;

import carousel.text.DataException;
import carousel.text.Vocabulary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What is said of sequences, as text and as numbers. Immutable, safe for many threads.
 *
 * @param answer what kind of thing
 * @param classes their names; of a number none
 * @param offset of a number: what the model calls 0
 * @param scale of a number: what the model calls 1, less the offset
 */
public record AnswerKey(Answer answer, Vocabulary classes, double offset, double scale) {

    /** Classes, in the order of their names. */
    public static AnswerKey classes(Answer answer, List<List<String>> labels) {
        var names = labels.stream().flatMap(List::stream).distinct().sorted().toList();
        if (names.size() < 2) {
            throw new DataException("labels: " + (names.isEmpty() ? "none" : "only '" + names.getFirst() + "'")
                    + " in the training data; expected at least two classes");
        }
        return new AnswerKey(answer, Vocabulary.of(names), 0, 1);
    }

    /**
     * Numbers: the model learns them less their mean, over their standard deviation; with bounds, where they stand between
     * their smallest and their largest.
     */
    public static AnswerKey numbers(Answer answer, float... values) {
        double sum = 0;
        double squares = 0;
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            sum += value;
            smallest = Math.min(smallest, value);
            largest = Math.max(largest, value);
        }
        double mean = sum / values.length;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        if (!(largest > smallest)) {
            throw new DataException("labels: all " + values.length
                    + " numbers of the training data are the same; expected numbers that differ");
        }
        boolean bounded = answer == Answer.BOUNDED_NUMBER;
        return new AnswerKey(
                answer,
                Vocabulary.of(List.of()),
                bounded ? smallest : mean,
                bounded ? largest - smallest : Math.sqrt(squares / values.length));
    }

    /** The key that was written as these lists. */
    public static AnswerKey ofLists(Map<String, List<String>> lists) {
        return new AnswerKey(
                Answer.valueOf(lists.get("answer").getFirst()),
                Vocabulary.of(lists.get("classes")),
                Double.parseDouble(lists.get("offset").getFirst()),
                Double.parseDouble(lists.get("scale").getFirst()));
    }

    /** Everything that it is, as lists of texts by name; {@link #ofLists} understands them. */
    public SequencedMap<String, List<String>> toLists() {
        var lists = new LinkedHashMap<String, List<String>>();
        lists.put("answer", List.of(answer.name()));
        lists.put("classes", classes.symbols());
        lists.put("offset", List.of(Double.toString(offset)));
        lists.put("scale", List.of(Double.toString(scale)));
        return lists;
    }

    /** The outputs of a model that says this. */
    public int outputs() {
        return answer.number() ? 1 : classes.size();
    }

    /** The answers that a model should give, for {@link Targets}: classes, or ones for the classes that hold. */
    public float[] answers(List<List<String>> labels) {
        int width = width();
        var answers = new float[labels.size() * width];
        for (int i = 0; i < labels.size(); i++) {
            for (var label : labels.get(i)) {
                int id = classes.id(label);
                if (id < 0) {
                    throw new DataException("labels: '" + label + "' was never seen in training; expected one of "
                            + String.join(", ", classes.symbols()));
                }
                if (answer == Answer.ONE) {
                    answers[i] = id;
                } else {
                    answers[i * width + id] = 1;
                }
            }
        }
        return answers;
    }

    /** The numbers that a model should give. */
    public float[] answers(float... numbers) {
        var answers = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            answers[i] = (float) ((numbers[i] - offset) / scale);
        }
        return answers;
    }

    /** The number that a model means. */
    public double number(float output) {
        return offset + scale * output;
    }

    /** The number of answers for each sequence. */
    public int width() {
        return answer == Answer.SEVERAL ? classes.size() : 1;
    }
}
