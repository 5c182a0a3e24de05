package carousel.model;

import carousel.data.task.Form;
import carousel.data.task.Part;
import carousel.data.task.Task;
import carousel.data.task.TaskBatch;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.function.IntPredicate;

/**
 * How well a model does on one part of a task. An answer is right when its values are within 0.04 (Hochreiter, Schmidhuber
 * 1997), when its class has the largest output, or when every symbol is on its side of probability 1/2. Immutable.
 *
 * @param loss the mean over all answers: the mean squared error of values, nats otherwise
 * @param accuracy the part of the judged answers that are right
 * @param exactMatch the part of the sequences whose judged answers are all right
 * @param sequences how many there are
 */
public record TaskScore(double loss, double accuracy, double exactMatch, int sequences) {
    private static final float CLOSE = 0.04f;
    private static final int MOST_ROWS = 50_000;

    /** Scores all examples of a part, of which there must be some and an end. */
    public static TaskScore of(SequenceModel model, Task task, Part part) {
        int examples = task.examples(part);
        if (examples < 1 || examples == Task.ENDLESS) {
            throw new IllegalArgumentException("score: given a part without " + (examples < 1 ? "examples" : "end"));
        }
        var sum = new Sum();
        for (int first = 0; first < examples; ) {
            int one = TaskBatch.of(task, part, 0, first, 1).lengths().steps();
            int batch = Math.clamp(MOST_ROWS / one, 1, Math.min(256, examples - first));
            sum.add(model, TaskBatch.of(task, part, 0, first, batch));
            first += batch;
        }
        return sum.score();
    }

    /** What has been scored so far. One thread at a time. */
    private static final class Sum {
        private double loss;
        private long answers;
        private long judged;
        private long right;
        private int sequences;
        private int matches;

        /** What is left of a batch: the mean loss, and the outputs where an answer is asked for. */
        private record Read(Tensor loss, Tensor outputs) {}

        void add(SequenceModel model, TaskBatch batch) {
            var read = Tape.evaluate(() -> {
                var outputs = model.outputs(batch);
                return new Read(model.lossOf(outputs, batch), outputs);
            });
            loss += (double) read.loss().item() * batch.asked();
            answers += batch.asked();
            judge(model.form(), batch, read.outputs().toArray());
        }

        private void judge(Form form, TaskBatch batch, float... outputs) {
            var wrong = new boolean[batch.lengths().batch()];
            for (int i = 0; i < batch.asked(); i++) {
                if (batch.judged()[i]) {
                    boolean good = right(form, batch, i, outputs);
                    judged++;
                    right += good ? 1 : 0;
                    wrong[batch.owners()[i]] |= !good;
                }
            }
            sequences += wrong.length;
            for (boolean one : wrong) {
                matches += one ? 0 : 1;
            }
        }

        private static boolean right(Form form, TaskBatch batch, int i, float... y) {
            int width = form.outputs();
            int at = i * width;
            return switch (form.answer()) {
                case CLASS -> best(y, at, width) == (int) batch.answers()[i];
                case VALUES -> all(batch, at, width, j -> Math.abs(y[j] - batch.answers()[j]) <= CLOSE);
                case SET -> all(batch, at, width, j -> y[j] > 0 == batch.answers()[j] > 0.5f);
            };
        }

        private static int best(float[] y, int at, int width) {
            int best = 0;
            for (int k = 1; k < width; k++) {
                best = y[at + k] > y[at + best] ? k : best;
            }
            return best;
        }

        private static boolean all(TaskBatch batch, int at, int width, IntPredicate right) {
            for (int j = at; j < at + width; j++) {
                if ((batch.units().length == 0 || batch.units()[j] > 0) && !right.test(j)) {
                    return false;
                }
            }
            return true;
        }

        TaskScore score() {
            return new TaskScore(
                    loss / Math.max(1, answers),
                    (double) right / Math.max(1, judged),
                    (double) matches / sequences,
                    sequences);
        }
    }
}
