package carousel.model.wording;

import carousel.text.Moses;
import java.util.Arrays;
import java.util.List;

/** How texts fall into words, and how words become a text. Safe for many threads. */
public enum Language {
    /** Words stand between white space. */
    ANY,
    /** As {@link Moses#ENGLISH} has it. */
    ENGLISH,
    /** As {@link Moses#GERMAN} has it. */
    GERMAN;

    List<String> words(String text) {
        return switch (this) {
            case ANY ->
                Arrays.stream(text.split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .toList();
            case ENGLISH -> Moses.ENGLISH.tokens(text);
            case GERMAN -> Moses.GERMAN.tokens(text);
        };
    }

    String text(List<String> words) {
        return switch (this) {
            case ANY -> String.join(" ", words);
            case ENGLISH -> Moses.ENGLISH.text(words);
            case GERMAN -> Moses.GERMAN.text(words);
        };
    }
}
