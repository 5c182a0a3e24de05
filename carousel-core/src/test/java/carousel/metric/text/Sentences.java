package carousel.metric.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sentences of few different words, so that they have much in common. */
final class Sentences {
    private Sentences() {}

    static String random(Random random, int longest, String... words) {
        var sentence = new ArrayList<String>();
        for (int n = random.nextInt(longest + 1); n > 0; n--) {
            sentence.add(words[random.nextInt(words.length)]);
        }
        return String.join(" ", sentence);
    }

    static List<String> several(Random random, int most, int longest, String... words) {
        var sentences = new ArrayList<String>();
        for (int n = 1 + random.nextInt(most); n > 0; n--) {
            sentences.add(random(random, longest, words));
        }
        return sentences;
    }

    /** References for each sentence, from one file for each reference. */
    static List<List<String>> ofFiles(List<List<String>> files) {
        var references = new ArrayList<List<String>>();
        for (int i = 0; i < files.getFirst().size(); i++) {
            int line = i;
            references.add(files.stream().map(file -> file.get(line)).toList());
        }
        return references;
    }
}
