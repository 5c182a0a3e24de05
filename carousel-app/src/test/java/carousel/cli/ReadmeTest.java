package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README shows is what there is. */
class ReadmeTest {
    private static final Path PROJECT = Path.of(System.getProperty("carousel.home"));

    static Stream<String> commands() throws IOException {
        return Files.readAllLines(PROJECT.resolve("README.md")).stream()
                .filter(line -> line.startsWith("./carousel "))
                .map(line -> line.replaceAll("\\s+#.*", ""));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionShownExists(String command, @TempDir Path folder) throws Exception {
        var words = command.split(" ");
        var name = words[1].equals("train")
                ? new String[] {"train", words[2], "--help"}
                : new String[] {words[1], "--help"};
        var help = new Carousel(folder).quick().run(name).succeeded().output();
        assertThat(Arrays.stream(words).filter(word -> word.startsWith("--")))
                .allSatisfy(option -> assertThat(help).contains(option));
    }

    @Test
    void theExampleIsTheFile() throws IOException {
        var readme = Files.readString(PROJECT.resolve("README.md"));
        var example = Files.readString(PROJECT.resolve("examples/CharacterModel.java"));
        var main = example.substring(example.indexOf("    public static void main"), example.lastIndexOf('}'));
        assertThat(readme).contains(main.stripTrailing().stripIndent());
    }
}
