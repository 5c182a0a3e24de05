package carousel.baseline;

import carousel.text.DataException;
import java.util.Arrays;
import java.util.List;

/**
 * A sentence to learn tags from. Immutable as long as nobody writes into the array.
 *
 * @param words of the sentence
 * @param tags of each word, counted from 0
 */
public record TaggedWords(List<String> words, int[] tags) {
    public TaggedWords {
        words = List.copyOf(words);
        if (words.size() != tags.length) {
            throw new DataException(
                    "tags: " + tags.length + " of " + words.size() + " words; expected one tag for each word");
        }
        for (int tag : tags) {
            if (tag < 0) {
                throw new DataException("tags: " + tag + "; tags count from 0");
            }
        }
    }

    /** How many tags some sentences use; a {@link DataException} when they have no words. */
    public static int tags(List<TaggedWords> sentences) {
        return 1
                + sentences.stream()
                        .flatMapToInt(sentence -> Arrays.stream(sentence.tags))
                        .max()
                        .orElseThrow(() -> new DataException("tags: no words; expected at least one"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TaggedWords that && words.equals(that.words) && Arrays.equals(tags, that.tags);
    }

    @Override
    public int hashCode() {
        return 31 * words.hashCode() + Arrays.hashCode(tags);
    }
}
