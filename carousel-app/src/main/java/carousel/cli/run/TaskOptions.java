package carousel.cli.run;

import carousel.cli.shell.Threads;
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
            require(batch > 0, "batch: expected 1 or more, got " + batch);
            require(epochSize > 0, "epoch-size: expected 1 or more, got " + epochSize);
        }

        TaskSpec spec() {
            return parse(task);
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

    private static void require(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }

    /** The same with the length of the schedule written down. */
    TaskOptions scheduled(int perEpoch) {
        return new TaskOptions(examples, target, model, LmOptions.scheduled(fit, perEpoch), threads);
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
