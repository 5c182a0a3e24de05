package carousel.data.reader;

import carousel.data.labelled.Sentence;
import java.util.ArrayList;
import java.util.List;

/** Sentences out of lines with a word each. One thread at a time. */
final class SentenceBuilder {
    private final List<Sentence> sentences = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    private int line;

    /** Adds a word and its tag, or no tag to none of the words. */
    void add(Place place, String word, List<String> tag) {
        if (word.isBlank() || tag.stream().anyMatch(String::isBlank)) {
            throw place.wrong("an empty " + (word.isBlank() ? "word" : "tag") + "; expected a word and its tag");
        }
        line = words.isEmpty() ? place.line() : line;
        words.add(word.strip());
        tag.forEach(each -> tags.add(each.strip()));
    }

    /** How many words the sentence has so far. */
    int size() {
        return words.size();
    }

    void end() {
        if (!words.isEmpty()) {
            sentences.add(new Sentence(words, tags, "", line));
            words.clear();
            tags.clear();
        }
    }

    List<Sentence> sentences() {
        end();
        return sentences;
    }
}
