package carousel.data.labelled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text with any number of labels. An empty text is legal. Its steps are its words, which stand between white space.
 * Immutable.
 *
 * @param text as it was read
 * @param labels one for a class, several where several hold at once, a number as text for regression, none if unknown
 * @param line of the file in which it begins, counted from 1
 */
public record Document(String text, List<String> labels, int line) implements Item<Document> {
    public Document {
        labels = List.copyOf(labels);
        Labels.check(labels, line);
    }

    private List<String> words() {
        var all = new ArrayList<>(Arrays.asList(text.split("\\s+")));
        all.removeIf(String::isEmpty);
        return all;
    }

    @Override
    public String content() {
        return text;
    }

    @Override
    public String label() {
        return Labels.joined(labels);
    }

    @Override
    public int steps() {
        return words().size();
    }

    @Override
    public Document reordered(int... order) {
        var words = words();
        Labels.checkOrder(words.size(), order);
        return new Document(
                String.join(" ", Arrays.stream(order).mapToObj(words::get).toList()), labels, line);
    }
}
