package carousel.model;

import carousel.data.task.Part;
import carousel.data.task.Task;
import carousel.data.task.TaskBatch;
import carousel.tensor.Outcome;
import carousel.tensor.Outcome.Nothing;
import carousel.train.Batches;
import carousel.train.Objective;

/**
 * The loss of a {@link SequenceModel} on the examples of a task; nothing is carried from batch to batch. Immutable.
 *
 * @param task where the examples come from
 * @param seed of the stream to learn from
 * @param batch examples in a batch
 * @param perEpoch batches in an epoch
 */
public record SequenceModelObjective(Task task, long seed, int batch, int perEpoch)
        implements Objective<SequenceModel, TaskBatch, Nothing>, Batches<TaskBatch> {

    /** An epoch is one pass over the examples, or so many where they never end. */
    public static SequenceModelObjective of(Task task, long seed, int batch, int epochSize) {
        int examples = task.examples(Part.TRAIN);
        int epoch = examples == Task.ENDLESS ? epochSize : examples;
        return new SequenceModelObjective(task, seed, batch, Math.ceilDiv(epoch, batch));
    }

    @Override
    public TaskBatch batch(int epoch, int position) {
        return TaskBatch.of(task, Part.TRAIN, seed, ((long) epoch * perEpoch + position) * batch, batch);
    }

    @Override
    public Nothing begin(SequenceModel model) {
        return new Nothing();
    }

    @Override
    public Outcome<Nothing> loss(SequenceModel model, TaskBatch batch, Nothing carried) {
        return Outcome.of(model.loss(batch));
    }

    @Override
    public int tokens(TaskBatch batch) {
        return batch.asked();
    }

    @Override
    public String unit() {
        return "answers";
    }
}
