package carousel.cli.run;

import carousel.cli.shell.Console;
import carousel.cli.shell.UsageException;
import carousel.store.Provenance;
import carousel.store.StoreException;
import carousel.store.Stored;
import carousel.text.DataException;
import carousel.train.Trainer;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an earlier run of the same name has left behind. Immutable.
 *
 * @param end why it ended; {@link Provenance#RUNNING} when it has not
 * @param checkpoint where it goes on; {@link Stored#EMPTY} for the beginning
 */
public record EarlierRun(String end, Stored checkpoint) {
    /** The end of a run that was stopped and can go on. */
    static final String INTERRUPTED = "interrupted";

    /** The end of a run whose time was over; with more time it can go on. */
    static final String TIME = "time";

    private static final String OUT_OF_TIME = "out of time; a larger --max-minutes goes on";

    private static final Set<String> UNFINISHED = Set.of(Provenance.RUNNING, INTERRUPTED, TIME);

    /** Nothing at all. */
    public static EarlierRun none() {
        return new EarlierRun(Provenance.RUNNING, Stored.EMPTY);
    }

    /**
     * Looks beside the model; a run with other settings or data is refused.
     *
     * @param saved how the model of that name was made; a new one when there is none
     * @param wanted how it would be made now
     * @param seconds that a run may take in all
     */
    static EarlierRun find(RunFiles files, Provenance saved, Provenance wanted, double seconds, Console console) {
        if (!UNFINISHED.contains(saved.end())) {
            requireSame(files, saved, wanted);
            files.checkpoints().clear();
            return new EarlierRun(saved.end(), Stored.EMPTY);
        }
        var search = files.checkpoints().newest();
        search.skipped().forEach(line -> console.note("skipped: " + line));
        requireSame(files, search.found() ? provenance(search.stored()) : saved, wanted);
        if (saved.end().equals(TIME) && (!search.found() || Trainer.seconds(search.stored()) >= seconds)) {
            return new EarlierRun(OUT_OF_TIME, Stored.EMPTY);
        }
        console.note(
                search.found()
                        ? "resuming at step " + search.number()
                        : "no complete checkpoint of " + files.model() + "; starting from the beginning");
        return new EarlierRun(Provenance.RUNNING, search.stored());
    }

    private static Provenance provenance(Stored checkpoint) {
        var json = checkpoint.metadata().get(RunMonitor.PROVENANCE);
        if (json == null) {
            throw new StoreException("the checkpoint does not say which run it belongs to; remove it and begin anew");
        }
        return Provenance.ofJson(json);
    }

    /** Whether nothing is left to do. */
    public boolean finished() {
        return !UNFINISHED.contains(end);
    }

    boolean begun() {
        return !checkpoint.weights().isEmpty();
    }

    private static void requireSame(RunFiles files, Provenance earlier, Provenance wanted) {
        requireSameSettings(files, earlier.settings(), wanted.settings());
        var roles = new TreeSet<>(earlier.data().keySet());
        roles.addAll(wanted.data().keySet());
        for (var role : roles) {
            var before = earlier.data().get(role);
            var now = wanted.data().get(role);
            if (before == null || !before.equals(now)) {
                throw new DataException("the run at " + files.model() + " had --" + role + " " + text(before)
                        + ", now it is " + text(now) + "; give the same data to go on, or --force to begin anew");
            }
        }
        if (!earlier.version().equals(wanted.version())) {
            throw new UsageException("the run at " + files.model() + " was begun by Carousel " + earlier.version()
                    + ", this is " + wanted.version() + "; go on with that one, or --force to begin anew");
        }
    }

    private static void requireSameSettings(RunFiles files, Map<String, String> earlier, Map<String, String> wanted) {
        var keys = new TreeSet<>(earlier.keySet());
        keys.addAll(wanted.keySet());
        for (var key : keys) {
            var before = earlier.getOrDefault(key, "not given");
            var now = wanted.getOrDefault(key, "not given");
            if (!before.equals(now)) {
                throw new UsageException("the run at " + files.model() + " had --" + key + " " + before + ", now it is "
                        + now + "; give the same settings to go on, or --force to begin anew");
            }
        }
    }

    private static String text(Provenance.Data data) {
        return data == null
                ? "not given"
                : data.name() + " (SHA-256 " + data.sha256().substring(0, 12) + "…)";
    }
}
