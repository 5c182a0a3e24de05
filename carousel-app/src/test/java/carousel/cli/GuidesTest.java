package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command of a guide runs as it stands, one after the other, in an empty folder. */
class GuidesTest {
    private static final Path GUIDES = Path.of(System.getProperty("carousel.home"), "docs", "guides");
    private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    static Stream<Path> guides() throws IOException {
        try (var files = Files.list(GUIDES)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("guides")
    void everyCommandRuns(Path guide, @TempDir Path folder) throws Exception {
        var script = BLOCK.matcher(Files.readString(guide))
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining());
        assertThat(script).contains("carousel ");
        var run = new Carousel(folder)
                .quick()
                .shell("launcher=$0; carousel() { \"$launcher\" \"$@\"; }; set -e\n" + script);
        assertThat(run.succeeded().output()).containsAnyOf("accuracy", "bleu");
        assertThat(run.errors()).doesNotContain("carousel: ");
    }
}
