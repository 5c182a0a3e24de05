package carousel.data.task;

import carousel.data.Lengths;
import java.util.Arrays;

/**
 * Examples of a task, packed time-major as {@link Lengths} says. Immutable as long as nobody writes into the arrays.
 *
 * @param lengths which row belongs to which sequence and step
 * @param inputs [N,F], or [N] symbols
 * @param rows [M] the rows for which an answer is asked: by sequence where only the last step is asked for, rising otherwise
 * @param owners [M] the packed sequence that each belongs to
 * @param judged [M] whether the score counts it
 * @param answers [M,K], or [M] classes
 * @param units [M,K] ones where an output counts and zeros where it does not; empty: all count
 */
public record TaskBatch(
        Lengths lengths, float[] inputs, int[] rows, int[] owners, boolean[] judged, float[] answers, float[] units) {

    /** So many examples of a part, from number {@code first} on. */
    public static TaskBatch of(Task task, Part part, long seed, long first, int examples) {
        var all = new Example[examples];
        Arrays.setAll(all, i -> task.example(part, seed, first + i));
        return pack(task.form(), all);
    }

    /**
     * Packs examples given in any order.
     *
     * @throws IllegalArgumentException when an answer is asked for at a step that is not there
     */
    public static TaskBatch pack(Form form, Example... examples) {
        int width = form.inputWidth();
        var lengths = Lengths.of(
                Arrays.stream(examples).mapToInt(e -> e.inputs().length / width).toArray());
        var packed = new Example[examples.length];
        Arrays.setAll(packed, b -> examples[lengths.caller(b)]);
        var inputs = new float[lengths.rows() * width];
        for (int t = 0, at = 0; t < lengths.steps(); t++) {
            for (int b = 0; b < lengths.alive(t); b++, at += width) {
                System.arraycopy(packed[b].inputs(), t * width, inputs, at, width);
            }
        }
        var answers = new Answers(form, packed);
        if (form.asked() == Form.Asked.LAST) {
            for (int b = 0; b < packed.length; b++) {
                answers.add(b, lengths.row(b, lengths.length(b) - 1));
            }
        } else {
            for (int t = 0; t < lengths.steps(); t++) {
                for (int b = 0; b < lengths.alive(t); b++) {
                    if (answers.asked(b, t)) {
                        answers.add(b, lengths.row(b, t));
                    }
                }
            }
        }
        return answers.batch(lengths, inputs);
    }

    /** One sequence of whole numbers (each repeated for all features), of which the last answer is asked for. */
    public static TaskBatch probe(Form form, int... inputs) {
        int width = form.inputWidth();
        var repeated = new float[inputs.length * width];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = inputs[i / width];
        }
        return pack(form, Example.last(repeated, inputs.length, new float[form.answerWidth()]));
    }

    /** The number of answers. */
    public int asked() {
        return rows.length;
    }

    /** The answers while they are collected from the examples, each in its order. */
    private static final class Answers {
        private final Form form;
        private final Example[] packed;
        private final int[] taken;
        private final int[] rows;
        private final int[] owners;
        private final boolean[] judged;
        private final float[] answers;
        private final float[] units;
        private int added;

        Answers(Form form, Example... packed) {
            int asked = Arrays.stream(packed).mapToInt(e -> e.steps().length).sum();
            this.form = form;
            this.packed = packed;
            this.taken = new int[packed.length];
            this.rows = new int[asked];
            this.owners = new int[asked];
            this.judged = new boolean[asked];
            this.answers = new float[asked * form.answerWidth()];
            this.units = new float[Arrays.stream(packed).anyMatch(e -> e.units().length > 0) ? answers.length : 0];
        }

        boolean asked(int b, int step) {
            var steps = packed[b].steps();
            return taken[b] < steps.length && steps[taken[b]] == step;
        }

        void add(int b, int row) {
            int width = form.answerWidth();
            var example = packed[b];
            System.arraycopy(example.answers(), taken[b] * width, answers, added * width, width);
            if (example.units().length > 0) {
                System.arraycopy(example.units(), taken[b] * width, units, added * width, width);
            } else if (units.length > 0) {
                Arrays.fill(units, added * width, (added + 1) * width, 1);
            }
            judged[added] = form.judged() == 0 || taken[b] >= example.steps().length - form.judged();
            rows[added] = row;
            owners[added++] = b;
            taken[b]++;
        }

        TaskBatch batch(Lengths lengths, float... inputs) {
            if (added != rows.length) {
                throw new IllegalArgumentException("task: " + added + " of " + rows.length
                        + " answers have a step; expected rising steps within each sequence, or one answer at its end");
            }
            return new TaskBatch(lengths, inputs, rows, owners, judged, answers, units);
        }
    }
}
