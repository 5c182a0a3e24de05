package carousel.decode;

/** Picks the next symbol. Implementations are immutable and safe for many threads. */
public interface Choice {

    /**
     * A symbol for these logits.
     *
     * @param position how many symbols were chosen before in this text; equal positions draw equal random numbers
     */
    int choose(float[] logits, long position);
}
