package carousel.decode;

/** The symbol with the highest score; of equal ones the first. Immutable, safe for many threads. */
public record Greedy() implements Choice {

    @Override
    public int choose(float[] logits, long position) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }
}
