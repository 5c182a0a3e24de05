package carousel.cli.run;

import carousel.cli.shell.Console;
import carousel.cli.shell.Threads;
import carousel.cli.shell.UsageException;
import carousel.data.TextFile;
import carousel.model.ModelFile;
import carousel.recurrent.Execution;
import carousel.store.Provenance;
import carousel.store.Setting;
import carousel.store.Store;
import carousel.store.WarmStart;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

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
        if (!warmStart.toString().isEmpty() && place(warmStart).equals(place(out))) {
            throw new IllegalArgumentException("warm-start: the file that --out writes; choose another name for --out");
        }
    }

    private static Path place(Path file) {
        return file.toAbsolutePath().normalize();
    }

    /** The same, written elsewhere. */
    public RunTarget withOut(Path other) {
        return new RunTarget(other, force, resume, warmStart, checkpointActivations, recipe);
    }

    /** Runs a training as it is to be run. */
    public <R> R call(Threads threads, Supplier<R> body) {
        var execution = checkpointActivations ? Execution.CHECKPOINTED : Execution.COMPILED;
        return threads.call(() -> execution.call(body));
    }

    /** Whether to begin with the weights of another model. */
    public boolean hasWarmStart() {
        return !warmStart.toString().isEmpty();
    }

    /** The files that determine a run: its data and the model that it begins with. */
    Map<String, Provenance.Data> determining(Map<String, Provenance.Data> data) {
        var all = new LinkedHashMap<>(data);
        if (hasWarmStart()) {
            var file = TextFile.read(warmStart);
            all.put("warm-start", new Provenance.Data(file.name(), file.sha256()));
        }
        return all;
    }

    /**
     * What of another model a run begins with.
     *
     * @param what in words
     * @param fresh the names of what is not from there
     */
    public record Taken(String what, List<String> fresh) {

        /** Weights of the same names; a {@link IllegalArgumentException} if there is none. */
        public static Taken of(WarmStart start) {
            if (start.taken().isEmpty()) {
                throw new IllegalArgumentException(
                        "none of its weights has the name and shape of one of this model, such" + " as "
                                + start.fresh().getFirst());
            }
            return new Taken(start.taken().size() + " weights", start.fresh());
        }
    }

    /** Gives a model the weights that it is to begin with, if there are any, and says which. */
    public void begin(Record model, Console console) {
        if (hasWarmStart()) {
            var weights = Store.read(warmStart).weights();
            tell(() -> Taken.of(WarmStart.copy(weights, model, name -> true)), console);
        }
    }

    /** The same of a model file, of which somebody knows what to take. */
    public void begin(Function<ModelFile, Taken> taking, Console console) {
        if (hasWarmStart()) {
            var file = ModelFile.load(warmStart);
            tell(() -> taking.apply(file), console);
        }
    }

    /** Says what a run begins with, or why it cannot. */
    void tell(Supplier<Taken> taking, Console console) {
        try {
            var taken = taking.get();
            console.note("begins with " + taken.what() + " of " + warmStart
                    + (taken.fresh().isEmpty() ? "" : "; fresh: " + String.join(", ", taken.fresh())));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--warm-start " + warmStart + ": " + e.getMessage());
        }
    }

    /** The files, once it is known that nothing is in the way and that they can be written. */
    public RunFiles files() {
        var files = new RunFiles(out);
        if (!force && !resume) {
            files.requireFree();
        }
        files.requirePlace();
        return files;
    }
}
