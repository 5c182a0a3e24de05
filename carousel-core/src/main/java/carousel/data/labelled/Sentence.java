package carousel.data.labelled;

import java.util.Arrays;
import java.util.List;

/**
 * Words with a tag for each, and perhaps a label for all of them. No words are legal. Immutable.
 *
 * @param words [T]
 * @param tags [T], or empty where they are unknown
 * @param label of the whole sentence; empty when there is none
 * @param line of the file in which it begins, counted from 1
 */
public record Sentence(List<String> words, List<String> tags, String label, int line) implements Item<Sentence> {
    public Sentence {
        words = List.copyOf(words);
        tags = List.copyOf(tags);
        if (!tags.isEmpty() && tags.size() != words.size()) {
            throw new IllegalArgumentException("sentence: " + words.size() + " words, but " + tags.size()
                    + " tags; expected one for each, or none at all");
        }
        Labels.check(tags, line);
    }

    @Override
    public String content() {
        return String.join("\t", words);
    }

    @Override
    public String answer() {
        return label + "\t" + String.join("\t", tags);
    }

    @Override
    public int steps() {
        return words.size();
    }

    @Override
    public Sentence reordered(int... order) {
        Labels.checkOrder(words.size(), order);
        return new Sentence(in(order, words), tags.isEmpty() ? tags : in(order, tags), label, line);
    }

    private static List<String> in(int[] order, List<String> list) {
        return Arrays.stream(order).mapToObj(list::get).toList();
    }
}
