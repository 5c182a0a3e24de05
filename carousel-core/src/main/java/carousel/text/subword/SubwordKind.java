package carousel.text.subword;

/** How pieces of words are learnt. */
public enum SubwordKind {
    /** Byte pair encoding: frequent neighbours are joined. */
    BPE {
        @Override
        public Subwords learn(Iterable<String> texts, int size, int minCount) {
            return BytePairs.learn(texts, size, minCount);
        }
    },
    /** Unigrams: of many pieces those that are missed least are left out. */
    UNIGRAM {
        @Override
        public Subwords learn(Iterable<String> texts, int size, int minCount) {
            return Unigrams.learn(texts, size, minCount);
        }
    };

    /**
     * Learns from texts, such as the sentences of both sides of a translation.
     *
     * @param size symbols at most, {@code <unk>} and {@code <eos>} among them
     * @param minCount how often a character must stand in the texts to be known
     */
    public abstract Subwords learn(Iterable<String> texts, int size, int minCount);
}
