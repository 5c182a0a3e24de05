package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.store.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelpCommandTest {
    @TempDir
    Path folder;

    private Carousel carousel;

    @BeforeEach
    void commandLine() {
        carousel = new Carousel(folder);
    }

    @Test
    void withoutArgumentsTheCommandsAreListed() throws Exception {
        var run = carousel.run().succeeded();
        for (var command : Main.commands()) {
            assertThat(run.output())
                    .contains(command.manual().name(), command.manual().summary());
        }
        assertThat(carousel.run("--help").output()).isEqualTo(run.output());
    }

    @Test
    void everyCommandExplainsEachOfItsOptionsAndGivesAnExample() throws Exception {
        for (var command : Main.commands()) {
            var words = (command.manual().name() + " --help").split(" ");
            var help = carousel.run(words).succeeded().output();
            assertThat(help)
                    .contains(command.manual().example(), "--json", "--verbose")
                    .doesNotContain("\u001b", "PARAM");
            for (var option : Settings.of(command.options())) {
                assertThat(help).contains("--" + option.key());
            }
        }
    }

    @Test
    void aGroupListsItsCommands() throws Exception {
        assertThat(carousel.run("train").succeeded().output()).contains("train lm");
    }

    @Test
    void versionAsJsonNamesTheVectorWidth() throws Exception {
        var run = carousel.run("--version", "--json").succeeded();
        assertThat(run.output()).startsWith("carousel ");
        assertThat(run.json().path("vector_bits").asInt()).isIn(0, 128, 256, 512);
        assertThat(run.json().path("version").asString()).isNotEmpty();
        var scalar = carousel.with("CAROUSEL_VECTOR", "off").run("--version", "--json");
        assertThat(scalar.json().path("vector_bits").asInt()).isZero();
    }

    @Test
    void whatIsUnknownIsRefusedWithTheNearestThatIsKnown() throws Exception {
        carousel.run("trian").failedWith(2, "'trian'", "'train'");
        carousel.run("train", "ml").failedWith(2, "'ml'", "'lm'");
        carousel.run("train", "--train", "x").failedWith(2, "task", "train lm");
        carousel.run("--verison").failedWith(2, "--verison", "--version");
        carousel.run("eval", "x", "--dta", "y").failedWith(2, "--dta", "--data");
        carousel.run("eval").failedWith(2, "--data");
        carousel.run("eval", "--data", "x").failedWith(2, "MODEL", "carousel eval MODEL --data FILE");
        carousel.run("inspect", "a", "b").failedWith(2, "'b'");
    }

    @Test
    void verboseShowsWhereAnErrorComesFrom() throws Exception {
        var run = carousel.run("inspect", "none", "--verbose");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.errors()).startsWith("carousel: none: no such file").contains("\tat carousel.");
    }
}
