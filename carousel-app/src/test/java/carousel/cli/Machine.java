package carousel.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A make-believe machine in a folder: its own home, PATH and JDKs, on which the real scripts run. */
final class Machine {
    private static final List<String> TOOLS =
            List.of("cat", "dirname", "find", "head", "ln", "mkdir", "mv", "readlink", "rm", "sleep", "touch", "uname");

    private final Path root;
    private final Map<String, String> environment = new TreeMap<>();

    /** What a script printed and how it ended. */
    record Run(int code, String output, String errors) {}

    Machine(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root.resolve("bin"));
        for (var tool : TOOLS) {
            script(root.resolve("bin").resolve(tool), "exec '" + found(tool) + "' \"$@\"");
        }
        environment.put("CAROUSEL_SYSTEM_ROOT", root.toString());
        environment.put("HOME", root.resolve("home").toString());
        environment.put("PATH", root.resolve("bin").toString());
    }

    Machine with(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    Path path(String path) {
        return root.resolve(path);
    }

    /** Puts a JDK there whose {@code java} prints its own home and its arguments, one a line. */
    Path jdk(String folder, String version) throws IOException {
        var home = root.resolve(folder);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), "printf '%s\\n' '" + home + "' \"$@\"");
        script(home.resolve("bin/javac"), "exit 1");
        return home;
    }

    void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + file);
        }
    }

    Run run(Path script, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        var output = root.resolve("output");
        var errors = root.resolve("errors");
        var builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var code = builder.start().waitFor();
        return new Run(code, Files.readString(output), Files.readString(errors));
    }

    private static Path found(String tool) {
        for (var folder : System.getenv("PATH").split(":")) {
            var file = Path.of(folder, tool);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        throw new UncheckedIOException(new IOException("not on the PATH: " + tool));
    }
}
