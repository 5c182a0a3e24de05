package carousel.text;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Vectors of words that somebody has trained: word2vec (Mikolov et al. 2013), GloVe (Pennington et al. 2014), fastText
 * (Bojanowski et al. 2017). Immutable.
 *
 * <pre>
 * TEXT     3 2            how many words, how many numbers; then a word in each line, as fastText's .vec has it too
 *          the 0.25 -1
 * GLOVE    the 0.25 -1    the same without the first line
 * BINARY   3 2            the same with numbers of 32 bits, little endian, and a line feed behind each vector
 * </pre>
 *
 * <p>Which form a file has is told by its first bytes; so is gzip. Of a word that stands in it twice the first vector
 * counts.
 *
 * <pre>{@code
 * var vectors = WordVectors.read(Path.of("glove.6B.100d.txt"), vocabulary::contains);
 * vectors.words().size();        // how many of the vocabulary have a vector
 * vectors.vector("endure");      // [D]
 * }</pre>
 */
public final class WordVectors {
    private final Vocabulary words;
    private final int dimensions;
    private final float[] values;

    /** How vectors lie in a file. */
    public enum Form {
        /** Text behind a line with the sizes. */
        TEXT,
        /** Text, and nothing else. */
        GLOVE,
        /** Numbers as they are in memory. */
        BINARY
    }

    /** Owns the values, which are finite. */
    WordVectors(Vocabulary words, int dimensions, float... values) {
        if (dimensions < 1 || values.length != (long) words.size() * dimensions) {
            throw new IllegalArgumentException("word vectors: %d values for %d words of %d dimensions"
                    .formatted(values.length, words.size(), dimensions));
        }
        this.words = words;
        this.dimensions = dimensions;
        this.values = values;
    }

    /**
     * Vectors of words.
     *
     * @param dimensions D, at least 1
     * @param values [V,D] finite
     */
    public static WordVectors of(Vocabulary words, int dimensions, float... values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("word vectors: " + value + "; expected finite numbers");
            }
        }
        return new WordVectors(words, dimensions, values.clone());
    }

    /**
     * Reads the vectors of the words that are wanted, in the order of the file; the others leave no trace in memory,
     * and their numbers are counted but not looked at.
     *
     * @throws DataException with the line, or the byte of the unpacked file counted from 0, of what is wrong
     */
    public static WordVectors read(Path path, Predicate<String> wanted) {
        return WordVectorReader.read(path, wanted);
    }

    /** V words in the order of their vectors. */
    public Vocabulary words() {
        return words;
    }

    /** D: the numbers of a vector. */
    public int dimensions() {
        return dimensions;
    }

    /** [D] the vector of a word; an {@link IllegalArgumentException} when the word has none. */
    public float[] vector(String word) {
        int id = words.id(word);
        if (id < 0) {
            throw new IllegalArgumentException("word vectors: " + Symbols.quoted(word) + " has none");
        }
        return Arrays.copyOfRange(values, id * dimensions, (id + 1) * dimensions);
    }

    /**
     * Writes a file from which {@link #read} makes the same bits, packed if its name ends with {@code .gz}.
     *
     * @throws DataException when a word holds white space, which ends a word in these files, and when it cannot be
     *     written
     */
    public void write(Path path, Form form) {
        WordVectorWriter.write(this, path, form);
    }
}
