package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StopTextTest {

    @Test
    void showsEverythingBeforeTheFirstStopHoweverTheTextIsCut() {
        for (int seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var text = letters(random, 40);
            var stop = letters(random, random.nextInt(4));
            var pieces = new ArrayList<String>();
            var shown = new StopText(stop, pieces::add);
            for (int from = 0, to; from < text.length(); from = to) {
                to = Math.min(text.length(), from + 1 + random.nextInt(3));
                shown.add(text.substring(from, to));
                assertThat(text).as("seed " + seed).startsWith(shown.text());
            }
            shown.finish();
            int at = stop.isEmpty() ? -1 : text.indexOf(stop);
            assertThat(String.join("", pieces)).as("seed " + seed).isEqualTo(at < 0 ? text : text.substring(0, at));
            assertThat(shown.stopped()).as("seed " + seed).isEqualTo(at >= 0);
            assertThat(shown.text()).isEqualTo(String.join("", pieces));
        }
    }

    private static String letters(Random random, int length) {
        var letters = new StringBuilder();
        for (int i = 0; i < length; i++) {
            letters.append((char) ('a' + random.nextInt(2)));
        }
        return letters.toString();
    }
}
