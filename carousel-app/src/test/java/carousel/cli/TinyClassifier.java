package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Classifiers that learn what the toys say in a moment, on the command line. */
record TinyClassifier(Carousel carousel) {

    static String[] words(String data, String... more) {
        var tiny = new ArrayList<>(List.of("train", "classify", "--train", data, "--out", "m", "--hidden", "8"));
        tiny.addAll(List.of("--batch", "8", "--lr", "0.03", "--epochs", "12"));
        tiny.addAll(
                data.endsWith(".ts") || data.startsWith("rows") || data.endsWith("ubyte")
                        ? List.of()
                        : List.of("--embedding", "8"));
        return Toys.settings(tiny, Toys.with(more, "--json"));
    }

    Carousel.Run train(String data, String... more) throws Exception {
        return carousel.run(words(data, more));
    }

    void isRight(Carousel.Run run) {
        assertThat(run.succeeded().json().path("valid_accuracy").asDouble()).isEqualTo(1);
    }
}
