package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example is short, runs as it stands, and prints something. */
class ExamplesTest {
    private static final Path PROJECT = Path.of(System.getProperty("carousel.home"));

    static Stream<Path> examples() throws IOException {
        try (var files = Files.list(PROJECT.resolve("examples"))) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void runsFromItsSource(Path example) throws Exception {
        assertThat(Files.readAllLines(example)).hasSizeLessThan(60);
        var output = Files.createTempFile("example", ".txt");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        PROJECT.resolve("carousel-app/target/lib") + "/*",
                        example.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output).lines().filter(line -> !line.startsWith("WARNING")))
                .isNotEmpty();
        Files.delete(output);
    }
}
