package carousel.cli.run;

import carousel.cli.shell.UsageException;
import carousel.store.Setting;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether and where a command draws what it has found. Immutable. */
public record PictureOptions(
        @Setting("draw what was found into this .png file") String plot,
        @Setting("replace an existing --plot") boolean force) {

    public PictureOptions {
        if (!plot.isEmpty() && !plot.endsWith(".png")) {
            throw new IllegalArgumentException("plot: expected a file that ends in .png, got '" + plot + "'");
        }
    }

    /** Whether a picture is asked for. */
    public boolean wanted() {
        return !plot.isEmpty();
    }

    /** The picture's file. */
    public Path file() {
        return Path.of(plot);
    }

    /** Refuses to draw over anything. */
    public void requireFree() {
        if (wanted() && !force && Files.exists(file())) {
            throw new UsageException(
                    "--plot " + plot + ": exists already; choose another name, or --force to replace it");
        }
    }
}
