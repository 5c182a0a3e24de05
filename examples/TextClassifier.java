import carousel.data.generated.GeneratedText;
import carousel.data.labelled.Document;
import carousel.data.task.Part;
import carousel.layer.Init;
import carousel.model.input.*;
import carousel.model.label.*;
import carousel.train.*;
import java.util.List;

/** Learns whether a sentence praises, which only the order of its words tells, and judges two more. */
final class TextClassifier {
    public static void main(String[] arguments) {
        var train = GeneratedText.NEGATION.documents(Part.TRAIN, 1).examples();
        var test = GeneratedText.NEGATION.documents(Part.TEST, 1).examples();
        var settings = Classifier.Settings.presets().with("hidden", 32).with("embedding", 32);
        var labels = train.stream().map(Document::labels).toList();
        var coder = TextCoder.of(settings.text(), words(train));
        var key = AnswerKey.classes(Answer.ONE, labels);
        var source = coder.source(words(train));
        var targets = Targets.of(1, key.answers(labels));
        var objective = new ClassifierObjective(source.batches(32, 1), source, targets, 0, 1);
        var model = Classifier.of(settings, coder, key, Init.seed(1));
        Trainer.of(model, objective, objective, m -> 0, Fit.epochs(3).with("lr", 0.005)).run(Monitor.none());
        var said = Predictions.of(model, coder.source(words(test)));
        long right = 0;
        for (int i = 0; i < test.size(); i++) {
            right += key.classes().symbol(said.best(i)).equals(test.get(i).label()) ? 1 : 0;
        }
        System.out.printf("%d of %d new sentences are right%n", right, test.size());
        for (var text : List.of("the film is good , not bad", "the film is not good but bad")) {
            var one = Predictions.of(model, coder.source(List.of(coder.split(text))));
            System.out.println(key.classes().symbol(one.best(0)) + ": " + text);
        }
    }

    private static List<List<String>> words(List<Document> texts) {
        return texts.stream().map(text -> TextCoder.split(Units.WORD, text.text())).toList();
    }
}
