package carousel.cli.run;

import carousel.cli.shell.UsageException;
import carousel.store.Checkpoints;
import carousel.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where a run writes: the model, and its companions of the same name beside it. Immutable. */
public record RunFiles(Path model) {

    public RunFiles {
        var name = model.getFileName() == null ? "" : model.getFileName().toString();
        if (name.isEmpty() || name.endsWith(".csv") || name.endsWith(".png")) {
            throw new UsageException(
                    "--out " + model + ": expected the name of a model file, such as model.safetensors");
        }
        if (Files.isDirectory(model)) {
            throw new UsageException("--out " + model + ": a folder; expected the name of a file, such as "
                    + model.resolve("model.safetensors"));
        }
    }

    /** The learning curve as numbers. */
    public Path curve() {
        return companion(".csv");
    }

    /** The learning curve as a picture. */
    public Path picture() {
        return companion(".png");
    }

    /** How the model does beside simpler ones. */
    public Path baselines() {
        return companion(".baselines.json");
    }

    /** The checkpoints, as long as the run goes on. */
    public Checkpoints checkpoints() {
        return new Checkpoints(companion(".checkpoints"));
    }

    private Path companion(String suffix) {
        return model.resolveSibling(name() + suffix);
    }

    /** The name that all files of the run have in common. */
    String name() {
        var name = model.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** Refuses to write over anything. */
    void requireFree() {
        for (var file :
                List.of(model, curve(), picture(), baselines(), checkpoints().folder())) {
            if (Files.exists(file)) {
                throw new UsageException("--out " + model + ": " + file
                        + " exists already; choose another name, or --force to replace it, or --resume to go on");
            }
        }
    }

    /** Finds out before hours of training whether the files can be written after them. */
    void requirePlace() {
        var folder = model.toAbsolutePath().normalize().getParent();
        while (folder.getParent() != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        if (!Files.isDirectory(folder)) {
            throw new StoreException(
                    "--out " + model + ": " + folder + " is a file, not a folder; choose another place");
        }
        if (!Files.isWritable(folder)) {
            throw new StoreException("--out " + model + ": " + folder + " is a folder that may not be written;"
                    + " check its permissions or choose another place");
        }
    }

    /** Removes the companions of an earlier run; its model stays until there is a better one. */
    void removeCompanions() {
        checkpoints().clear();
        try {
            Files.deleteIfExists(curve());
            Files.deleteIfExists(picture());
            Files.deleteIfExists(baselines());
        } catch (IOException e) {
            throw new UncheckedIOException(model + ": cannot remove what is beside it (" + e.getMessage() + ")", e);
        }
    }
}
