package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {
    @TempDir
    static Path folder;

    private Carousel carousel;
    private String model;

    @BeforeEach
    void model() throws Exception {
        carousel = Carousel.shared(folder);
        model = SmallModel.shared().file().toString();
    }

    private Carousel.Run generate(String... more) throws Exception {
        var words = new ArrayList<>(List.of("generate", model, "--length", "80"));
        words.addAll(List.of(more));
        return carousel.run(words.toArray(String[]::new));
    }

    @Test
    void theSameSeedGivesTheSameText() throws Exception {
        var first = generate("--prompt", "the wheel", "--seed", "7").succeeded().output();
        assertThat(first).startsWith("the wheel").hasSize(9 + 80 + 1).contains("the ");
        assertThat(generate("--prompt", "the wheel", "--seed", "7", "--threads", "1")
                        .output())
                .isEqualTo(first);
        assertThat(generate("--prompt", "the wheel", "--seed", "8").output()).isNotEqualTo(first);
    }

    @Test
    void withoutASeedTheChosenOneIsSaid() throws Exception {
        var run = generate().succeeded();
        var seed = run.errors().replaceFirst("seed ", "");
        assertThat(generate("--seed", seed).output()).isEqualTo(run.output());
    }

    @Test
    void greedyIsTheSameAsTheOneLikeliest() throws Exception {
        var greedy = generate("--greedy").succeeded().output();
        assertThat(generate("--top-k", "1", "--seed", "3").output()).isEqualTo(greedy);
        assertThat(generate("--top-p", "0.000001", "--seed", "4").output()).isEqualTo(greedy);
        assertThat(generate("--temperature", "0.0000001", "--seed", "5").output())
                .isEqualTo(greedy);
    }

    @Test
    void stopsBeforeTheStopText() throws Exception {
        var whole = generate("--seed", "7", "--json")
                .succeeded()
                .json()
                .path("text")
                .asString();
        var stop = whole.substring(40, 45);
        var stopped =
                generate("--seed", "7", "--stop", stop, "--json").succeeded().json();
        assertThat(stopped.path("text").asString()).isEqualTo(whole.substring(0, whole.indexOf(stop)));
        assertThat(stopped.path("tokens").asInt()).isLessThan(80);
    }

    @Test
    void unknownCharactersInThePromptAreNamedOrReplaced() throws Exception {
        generate("--prompt", "the wh\u00e9").failedWith(1, "--prompt", "'\u00e9' (U+00E9)", "--replace-unknown");
        assertThat(generate("--prompt", "the wh\u00e9", "--replace-unknown", "--seed", "1")
                        .succeeded()
                        .output())
                .startsWith("the wh\u00e9");
    }

    @Test
    void contradictionsAndImpossibleValuesAreRefused() throws Exception {
        generate("--greedy", "--temperature", "0.5").failedWith(2, "--greedy", "--temperature");
        generate("--temperature", "0").failedWith(2, "--temperature");
        generate("--top-p", "1.5").failedWith(2, "--top-p");
        generate("--top-k", "-1").failedWith(2, "--top-k");
        carousel.run("generate", model, "--length", "0").failedWith(2, "--length");
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoError() throws Exception {
        var run = carousel.shell("\"$0\" \"$@\" | head -c 5", "generate", model, "--length", "100000", "--seed", "1");
        assertThat(run.output()).hasSize(5);
        assertThat(run.errors()).isEmpty();
    }
}
