package carousel.cli.label.answer;

import carousel.cli.label.read.ExampleKind;
import carousel.metric.Calibration;
import carousel.metric.Confusion;
import carousel.metric.MultiLabel;
import carousel.metric.Regression;
import carousel.metric.Temperature;
import carousel.model.label.AnswerKey;
import carousel.model.label.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;

/**
 * How good predictions are. Immutable.
 *
 * @param figures by the names that every command uses
 * @param tables confusion and scores of each class, as text; nothing for numbers
 * @param pictures of the predictions, where each sequence has one class
 */
public record Scores(SequencedMap<String, Object> figures, List<String> tables, List<ClassPicture> pictures) {

    public Scores {
        tables = List.copyOf(tables);
        pictures = List.copyOf(pictures);
    }

    /** Of the predictions for examples. */
    public static Scores of(AnswerKey key, Predictions predictions, double temperature, ExampleKind.Part part) {
        return key.answer().number()
                ? of(key, predictions, part.numbers())
                : of(key, predictions, temperature, part.labels());
    }

    /** Of the predictions for examples with these labels; a label that was never seen in training counts as an error. */
    private static Scores of(AnswerKey key, Predictions predictions, double temperature, List<List<String>> labels) {
        var scores = switch (key.answer()) {
            case ONE -> one(key, predictions, temperature, labels);
            case SEVERAL -> several(key, predictions, labels);
            default -> throw new IllegalArgumentException("scores: labels given, needed numbers");
        };
        scores.figures.put("sequences", labels.size());
        return scores;
    }

    /** Of the predictions of numbers. */
    private static Scores of(AnswerKey key, Predictions predictions, float... expected) {
        var numbers = predictions.numbers(key);
        var given = new float[numbers.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = (float) numbers[i];
        }
        var regression = Regression.of(expected, given);
        var figures = new LinkedHashMap<String, Object>();
        figures.put("mae", regression.mae());
        figures.put("mse", regression.mse());
        figures.put("rmse", regression.rmse());
        figures.put("r2", regression.r2());
        figures.put("sequences", expected.length);
        return new Scores(figures, List.of(), List.of());
    }

    private static Scores one(AnswerKey key, Predictions predictions, double temperature, List<List<String>> labels) {
        var names = new LinkedHashSet<>(key.classes().symbols());
        labels.forEach(names::addAll);
        var all = new ArrayList<>(names);
        var expected =
                labels.stream().mapToInt(label -> all.indexOf(label.getFirst())).toArray();
        var predicted = new int[expected.length];
        Arrays.setAll(predicted, predictions::best);
        var confusion = Confusion.of(all, expected, predicted);
        var figures = new LinkedHashMap<String, Object>();
        figures.put("accuracy", confusion.accuracy());
        figures.put("macro_f1", confusion.macroF1());
        var calibrations = new ArrayList<Calibration>();
        if (all.size() == key.classes().size()) {
            var probabilities = new Temperature(temperature).probabilities(predictions.logits(), all.size());
            figures.put("loss", new Temperature(temperature).loss(predictions.logits(), expected));
            calibrations.add(Calibration.of(probabilities, expected));
            figures.put("calibration_error", calibrations.getFirst().error());
        } else {
            figures.put("unseen_labels", all.size() - key.classes().size());
        }
        return new Scores(
                figures,
                List.of(confusion.table(), confusion.report()),
                List.of(new ClassPicture(confusion, calibrations)));
    }

    private static Scores several(AnswerKey key, Predictions predictions, List<List<String>> labels) {
        var expected = new boolean[labels.size()][key.classes().size()];
        var predicted = new boolean[labels.size()][key.classes().size()];
        long unseen = 0;
        for (int i = 0; i < expected.length; i++) {
            for (var label : labels.get(i)) {
                int id = key.classes().id(label);
                unseen += id < 0 ? 1 : 0;
                expected[i][Math.max(0, id)] |= id >= 0;
            }
            var logits = predictions.logits(i);
            for (int k = 0; k < logits.length; k++) {
                predicted[i][k] = logits[k] > 0;
            }
        }
        var scores = MultiLabel.of(expected, predicted);
        var figures = new LinkedHashMap<String, Object>();
        figures.put("accuracy", scores.subsetAccuracy());
        figures.put("macro_f1", scores.macroF1());
        figures.put("micro_f1", scores.microF1());
        figures.put("hamming_loss", scores.hammingLoss());
        if (unseen > 0) {
            figures.put("unseen_labels", unseen);
        }
        return new Scores(figures, List.of(), List.of());
    }
}
