package carousel.model;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.data.Draw;
import carousel.data.generated.GeneratedText;
import carousel.data.labelled.Document;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.StepOrder;
import carousel.data.task.Example;
import carousel.data.task.Form;
import carousel.data.task.Part;
import carousel.data.task.Task;
import carousel.layer.Init;
import carousel.store.Settings;
import carousel.text.Case;
import carousel.text.Tokenizer;
import carousel.train.Fit;
import carousel.train.Monitor;
import carousel.train.Trainer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A recurrent network learns what only the order of words tells, and nothing when the order is taken away. */
class WordOrderLearnsTest {

    /** Documents as a task, whose classes are their labels. */
    private record Texts(Map<Part, List<Document>> parts, Tokenizer tokenizer, String first) implements Task {
        static Texts of(GeneratedText text, UnaryOperator<Labelled<Document>> change) {
            var parts = new EnumMap<Part, List<Document>>(Part.class);
            for (var part : List.of(Part.TRAIN, Part.VALID, Part.TEST)) {
                parts.put(
                        part,
                        change.apply(text.documents(part, 1, part == Part.TRAIN ? 8000 : 500))
                                .examples());
            }
            var all = parts.get(Part.TRAIN).stream().map(Document::text).collect(Collectors.joining(" "));
            return new Texts(
                    parts,
                    Tokenizer.words(all, Case.KEEP, 1),
                    parts.get(Part.TRAIN).getFirst().label());
        }

        @Override
        public Form form() {
            int words = tokenizer.vocabulary().size();
            return new Form(Form.Input.SYMBOLS, words, Form.Answer.CLASS, 2, Form.Asked.LAST, 0);
        }

        @Override
        public int examples(Part part) {
            return parts.getOrDefault(part, List.of()).size();
        }

        @Override
        public Example example(Part part, long seed, long n) {
            int size = examples(part);
            int place = (int) (n % size);
            var document = parts.get(part).get(part == Part.TRAIN ? Draw.shuffled(seed, n / size, place, size) : place);
            int[] ids = tokenizer.ids(document.text());
            var inputs = new float[ids.length];
            for (int t = 0; t < ids.length; t++) {
                inputs[t] = ids[t];
            }
            return Example.last(inputs, ids.length, document.label().equals(first) ? 1 : 0);
        }

        @Override
        public double baseline() {
            return Math.log(2);
        }
    }

    private static double accuracy(UnaryOperator<Labelled<Document>> change) {
        var task = Texts.of(GeneratedText.NEGATION, change);
        var settings = SequenceModel.Settings.presets().with("cell", "lstm").with("hidden", 32);
        var model = SequenceModel.of(settings, task.form(), Init.seed(1));
        var objective = SequenceModelObjective.of(task, 1, 32, 1);
        var fit = Settings.read(Fit.class, Map.of("steps", "250", "lr", "0.01", "clip", "1", "schedule", "cosine"));
        Trainer.of(model, objective, objective, _ -> 0, fit).run(Monitor.none());
        return TaskScore.of(model, task, Part.TEST).accuracy();
    }

    @Test
    void whatANegationReaches() {
        assertThat(accuracy(texts -> texts)).isGreaterThan(0.95);
    }

    @Test
    void nothingIsLeftWithoutOrder() {
        assertThat(accuracy(texts -> StepOrder.shuffled(texts, 3))).isBetween(0.4, 0.6);
    }
}
