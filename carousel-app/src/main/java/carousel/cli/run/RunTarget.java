package carousel.cli.run;

import carousel.store.Setting;
import java.nio.file.Path;

/** What every run of training is told beside its task: where to write, and whether to go on. Immutable. */
public record RunTarget(
        @Setting("model file to write (required); its learning curve goes beside it as .csv and .png")
        Path out,

        @Setting("replace an existing --out") boolean force,

        @Setting("go on with the run at --out from its newest checkpoint")
        boolean resume,

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
