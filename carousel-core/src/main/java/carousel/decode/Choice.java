package carousel.decode;

/** Picks the next symbol. Implementations are immutable and safe for many threads. */
public interface Choice {

    /**
     * A symbol for these logits.
     *
     * @param position how many symbols were chosen before in this text; equal positions draw equal random numbers
     */
    int choose(float[] logits, long position);

    /**
     * The choice for one of several texts that are written of one of many sources: what is drawn for it has nothing to do with
     * what is drawn for others. Without draws it is the same for all.
     */
    default Choice of(int source, int text) {
        return this;
    }
}
