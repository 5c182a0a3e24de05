package carousel.diagnose;

/**
 * How attention is used while something is written. Immutable.
 *
 * <pre>
 * steps(a) = exp(-Σ a(j) log a(j))            1: it looks at one step alone; J: at all J alike
 * </pre>
 *
 * @param effective steps that a look takes in, in the mean
 * @param steps of a source, in the mean
 * @param covered the share of source steps that got half a look or more, all looks of a translation together
 * @param forwards the share of looks whose strongest step stands behind that of the look before
 * @param backwards the share of those before it
 */
public record Looks(double effective, double steps, double covered, double forwards, double backwards) {

    /** Adds up looks; one thread at a time. */
    public static final class Sum {
        private double effective;
        private double steps;
        private double covered;
        private long looks;
        private long sources;
        private long moves;
        private long forwards;
        private long backwards;

        /** One translation: for each symbol the weights of the steps of its source. */
        public void add(float[][] attention) {
            if (attention.length == 0 || attention[0].length == 0) {
                return;
            }
            var seen = new double[attention[0].length];
            int before = -1;
            for (var weights : attention) {
                int strongest = look(weights, seen);
                if (before >= 0) {
                    moves++;
                    forwards += strongest > before ? 1 : 0;
                    backwards += strongest < before ? 1 : 0;
                }
                before = strongest;
            }
            for (double total : seen) {
                covered += total >= 0.5 ? 1 : 0;
            }
            steps += seen.length;
            sources++;
        }

        private int look(float[] weights, double[] seen) {
            double entropy = 0;
            int strongest = 0;
            for (int j = 0; j < weights.length; j++) {
                seen[j] += weights[j];
                entropy -= weights[j] > 0 ? weights[j] * Math.log(weights[j]) : 0;
                strongest = weights[j] > weights[strongest] ? j : strongest;
            }
            effective += Math.exp(entropy);
            looks++;
            return strongest;
        }

        /** Whether there was anything to look at. */
        public boolean isEmpty() {
            return looks == 0;
        }

        /** The means. */
        public Looks mean() {
            double all = Math.max(1, moves);
            return new Looks(effective / looks, steps / sources, covered / steps, forwards / all, backwards / all);
        }
    }
}
