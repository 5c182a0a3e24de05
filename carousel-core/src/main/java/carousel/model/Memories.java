package carousel.model;

import carousel.data.Ids;
import carousel.data.Lengths;
import carousel.data.task.Example;
import carousel.data.task.Part;
import carousel.data.task.Task;
import carousel.data.task.TaskBatch;
import carousel.diagnose.Diagnosis;
import carousel.diagnose.Probe;
import carousel.layer.Pool;
import carousel.loss.CrossEntropy;
import carousel.recurrent.Attending;
import carousel.recurrent.Causal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/** How far models remember, on examples of what they are for. Safe for many threads. */
public final class Memories {
    private static final int LOOKED_AT = 500;

    private Memories() {}

    /**
     * Of a language model, on stretches of a text: how the loss of the symbol after each depends on all symbols of it.
     *
     * @param tokens the text, longer than a stretch
     * @param steps of a stretch
     * @param sequences how many stretches, spread over the text
     */
    public static Diagnosis of(LanguageModel model, int[] tokens, int steps, int sequences) {
        if (model.rnn() instanceof Attending) {
            throw new IllegalArgumentException(
                    "diagnosis: a transformer, which remembers all that it sees and nothing else; expected recurrent layers");
        }
        if (tokens.length <= steps) {
            throw new IllegalArgumentException("diagnosis: " + tokens.length + " symbols; expected more than the "
                    + steps + " steps to look back");
        }
        var inputs = new int[steps * sequences];
        var targets = new int[sequences];
        for (int b = 0; b < sequences; b++) {
            int from = (int) ((long) (tokens.length - steps - 1) * b / Math.max(1, sequences - 1));
            for (int t = 0; t < steps; t++) {
                inputs[t * sequences + b] = tokens[from + t];
            }
            targets[b] = tokens[from + steps];
        }
        var vectors = model.embed().apply(new Ids(inputs, Lengths.uniform(sequences, steps)));
        return Probe.of(
                model.rnn(),
                vectors,
                last -> CrossEntropy.rows(model.head(), last, targets).sum());
    }

    /**
     * Of a model of sequences, on test examples of a task that have an answer at their last step; of several lengths, the
     * most frequent one.
     */
    public static Diagnosis of(SequenceModel model, Task task, int sequences) {
        if (!(model.rnn() instanceof Causal layers)) {
            throw new IllegalArgumentException(
                    "diagnosis: layers that are not recurrent, or read in both directions; expected recurrent ones that read"
                            + " forwards");
        }
        if (!(model.pool() instanceof Pool.Last)) {
            throw new IllegalArgumentException("diagnosis: an answer from all steps; expected one from the last alone");
        }
        var batch = TaskBatch.pack(task.form(), answered(task, sequences).toArray(Example[]::new));
        return Probe.of(
                layers,
                model.input().read(batch.lengths(), batch.inputs()),
                last -> model.lossOf(model.head().apply(last), batch).times(batch.asked()));
    }

    private static List<Example> answered(Task task, int sequences) {
        int inputs = task.form().inputWidth();
        int answers = task.form().answerWidth();
        var byLength = new LinkedHashMap<Integer, List<Example>>();
        for (int n = 0; n < Math.min(LOOKED_AT, task.examples(Part.TEST)); n++) {
            var example = task.example(Part.TEST, 0, n);
            int length = example.inputs().length / inputs;
            var asked = example.steps();
            if (asked.length > 0 && asked[asked.length - 1] == length - 1) {
                var answer =
                        Arrays.copyOfRange(example.answers(), (asked.length - 1) * answers, asked.length * answers);
                byLength.computeIfAbsent(length, l -> new ArrayList<>())
                        .add(Example.last(example.inputs(), length, answer));
            }
        }
        var most = byLength.values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElseThrow(() -> new IllegalArgumentException(
                        "diagnosis: a task without answers at the last step; expected one with"));
        return most.subList(0, Math.min(sequences, most.size()));
    }
}
