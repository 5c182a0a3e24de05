package carousel.cli.run;

import static carousel.store.Settings.require;

import carousel.cli.shell.Threads;
import carousel.data.task.Curriculum;
import carousel.data.task.Task;
import carousel.data.task.TaskSpec;
import carousel.model.SequenceModel;
import carousel.store.Setting;
import carousel.store.Settings;
import carousel.train.Fit;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of {@code train task}. Immutable.
 *
 * @param examples what to learn from
 * @param target where to write, and whether to go on
 * @param model the model's shape
 * @param fit how to train
 * @param threads how many
 */
public record TaskOptions(Examples examples, RunTarget target, SequenceModel.Settings model, Fit fit, Threads threads) {

    /** Which examples, and how many at once. Immutable. */
    public record Examples(
            @Setting("task and its parameters (required), such as adding:steps=400 or copy:delay=100,length=5")
            String task,

            @Setting("folder of the data, for tasks that are read from files: that of the MNIST files")
            Path data,

            @Setting("FROM:OVER: sequences to learn from begin with this length and reach the task's own after so many")
            String curriculum,

            @Setting(value = "examples in a batch", preset = "32")
            int batch,

            @Setting(value = "generated examples that count as an epoch", preset = "10000")
            int epochSize) {

        public Examples {
            require(!task.isEmpty(), "task: missing; expected one of " + String.join(", ", TaskSpec.labels()));
            var spec = parse(task);
            boolean given = !data.toString().isEmpty();
            require(
                    given || !spec.kind().fromFiles(),
                    "data: missing; expected the folder of the MNIST files for the task " + spec);
            require(!given || spec.kind().fromFiles(), "data: the task " + spec + " reads no files; leave it out");
            if (!curriculum.isEmpty()) {
                curriculum(spec, curriculum);
            }
            require(batch > 0, "batch", "1 or more", batch);
            require(epochSize > 0, "epoch-size", "1 or more", epochSize);
        }

        TaskSpec spec() {
            return parse(task);
        }

        /** What is learned from: the task, or a curriculum that leads to it. */
        Task learned(Task task) {
            return curriculum.isEmpty() ? task : curriculum(spec(), curriculum);
        }

        private static Task curriculum(TaskSpec spec, String text) {
            try {
                return Curriculum.parse(spec, text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("curriculum: " + e.getMessage(), e);
            }
        }
    }

    /** A task by name and parameters, for an option of that name. */
    public static TaskSpec parse(String task) {
        try {
            return TaskSpec.parse(task);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("task: " + e.getMessage(), e);
        }
    }

    /** The same with the length of the schedule written down. */
    TaskOptions scheduled(int perEpoch) {
        return new TaskOptions(examples, target, model, fit.scheduled(perEpoch), threads);
    }

    /** Every setting that determines the result. */
    Map<String, String> determining() {
        var settings = new LinkedHashMap<String, String>();
        settings.putAll(Settings.toMap(examples));
        settings.put("task", examples.spec().toString());
        settings.remove("data");
        settings.putAll(Settings.toMap(model));
        settings.putAll(Settings.toMap(fit));
        settings.keySet().removeAll(LmOptions.INCIDENTAL);
        return settings;
    }
}
