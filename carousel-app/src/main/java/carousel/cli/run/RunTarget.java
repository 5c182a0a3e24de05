package carousel.cli.run;

import carousel.store.Setting;
import carousel.store.WarmStart;
import java.nio.file.Path;

/** What every run of training is told beside its task: where to write, and whether to go on. Immutable. */
public record RunTarget(
        @Setting("model file to write (required); its learning curve goes beside it as .csv and .png")
        Path out,

        @Setting("replace an existing --out") boolean force,

        @Setting("go on with the run at --out from its newest checkpoint")
        boolean resume,

        @Setting("model file whose weights to begin with, wherever names and shapes are the same")
        Path warmStart,

        @Setting("remember less of each batch and compute it a second time: less memory, the same model")
        boolean checkpointActivations,

        @Setting("settings from a JSON file, or by the name of one that ships with Carousel; options override it")
        String recipe) {

    public RunTarget {
        if (out.toString().isEmpty()) {
            throw new IllegalArgumentException("out: missing; expected the name of the model file to write");
        }
        if (force && resume) {
            throw new IllegalArgumentException("force: not together with --resume; choose one");
        }
        if (resume && !warmStart.toString().isEmpty()) {
            throw new IllegalArgumentException(
                    "warm-start: not together with --resume; the run goes on with its own weights");
        }
    }

    /** What of another model a run begins with. */
    static String words(Path path, WarmStart start) {
        return "begins with " + start.taken().size() + " weights of " + path
                + (start.fresh().isEmpty() ? "" : "; fresh: " + String.join(", ", start.fresh()));
    }

    /** Whether to begin with the weights of another model. */
    boolean hasWarmStart() {
        return !warmStart.toString().isEmpty();
    }

    /** The files, once it is known that nothing is in the way and that they can be written. */
    RunFiles files() {
        var files = new RunFiles(out);
        if (!force && !resume) {
            files.requireFree();
        }
        files.requirePlace();
        return files;
    }
}
