package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.util.ArrayList;
import java.util.List;

/** A command line that is refused before anything is learned. */
record Refusal(int code, String message, String options) {

    /**
     * Each says so in one line, and nothing is written.
     *
     * @param words that stand before the options of all
     */
    static void all(Carousel carousel, List<String> words, Refusal... refusals) throws Exception {
        var commands = new ArrayList<List<String>>();
        for (var refusal : refusals) {
            commands.add(Carousel.words(words, refusal.options));
        }
        var before = carousel.files();
        var runs = carousel.several(commands);
        assertThat(runs).hasSameSizeAs(commands);
        assertSoftly(softly -> {
            for (int i = 0; i < refusals.length; i++) {
                var refusal = refusals[i];
                var run = runs.get(i);
                softly.check(() -> run.failedWith(refusal.code, refusal.message));
            }
        });
        assertThat(carousel.files()).isEqualTo(before);
    }
}
