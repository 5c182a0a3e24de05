package carousel.data.labelled;

import java.util.Arrays;
import java.util.List;

/**
 * A sentence and what it is to become: its translation, its pronunciation, its answer. Either may be empty. Its steps are the
 * words of the sentence, which stand between white space. Immutable.
 *
 * @param source the sentence
 * @param target what it is to become
 * @param line of the file in which it stands, counted from 1
 */
public record SentencePair(String source, String target, int line) implements Item<SentencePair> {

    private List<String> words() {
        return Arrays.stream(source.split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @Override
    public String content() {
        return source;
    }

    @Override
    public String label() {
        return "";
    }

    @Override
    public String answer() {
        return target;
    }

    @Override
    public int steps() {
        return words().size();
    }

    @Override
    public SentencePair reordered(int... order) {
        var words = words();
        Labels.checkOrder(words.size(), order);
        var moved = Arrays.stream(order).mapToObj(words::get).toList();
        return new SentencePair(String.join(" ", moved), target, line);
    }
}
