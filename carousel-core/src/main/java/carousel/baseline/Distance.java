package carousel.baseline;

/** How far two series of the same channels are apart. Immutable. */
interface Distance {
    /** The distance of two series; infinite where it is certain to be larger than {@code limit}. */
    double between(float[] a, float[] b, double limit);

    /** What never exceeds the distance from a series and is quicker to compute. */
    default Bound bound(float... series) {
        return other -> 0;
    }

    /** A lower bound of the distance of one series from others. */
    interface Bound {
        double to(float[] other);
    }

    /**
     * The mean squared difference of the steps. Of two series with different lengths the shorter one is stretched to the
     * length of the other, straight lines between its steps.
     */
    record Euclid(int channels) implements Distance {

        @Override
        public double between(float[] a, float[] b, double limit) {
            if (a.length < b.length) {
                return between(b, a, limit);
            }
            int steps = a.length / channels;
            int last = b.length / channels - 1;
            double scale = steps == 1 ? 0 : (double) last / (steps - 1);
            double sum = 0;
            for (int t = 0; t < steps; t++) {
                int from = Math.min((int) (t * scale), Math.max(0, last - 1));
                double part = t * scale - from;
                for (int c = 0; c < channels; c++) {
                    double low = b[from * channels + c];
                    double high = b[Math.min(from + 1, last) * channels + c];
                    double difference = a[t * channels + c] - (low + part * (high - low));
                    sum += difference * difference;
                }
            }
            return sum / steps;
        }
    }
}
