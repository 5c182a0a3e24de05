package carousel.loss;

/**
 * What {@link ForwardBackward} computes, with logarithms: an exponential for each pair of tags, but no spread of scores is too
 * wide. -∞ is a sum of nothing.
 */
final class LogSums {
    private LogSums() {}

    /** log Z; fills [T,K] with the logarithms of the sums over all that ends in a tag at a step. */
    static double forward(ChainScores scores, double[] emissions, int length, double[] ends) {
        int tags = scores.tags();
        var terms = new double[tags];
        for (int t = 0; t < length; t++) {
            for (int j = 0; j < tags; j++) {
                for (int i = 0; i < tags && t > 0; i++) {
                    terms[i] = ends[(t - 1) * tags + i] + scores.transitions()[i * tags + j];
                }
                ends[t * tags + j] = emissions[t * tags + j] + (t > 0 ? logSumExp(terms) : 0);
            }
        }
        System.arraycopy(ends, (length - 1) * tags, terms, 0, tags);
        return logSumExp(terms);
    }

    /** Makes marginals of the sums of {@link #forward} and adds the expected transitions to the counts. */
    static void backward(
            ChainScores scores, double[] emissions, int length, double logPartition, double[] ends, double[] counts) {
        int tags = scores.tags();
        var rest = new double[tags];
        var before = new double[tags];
        var terms = new double[tags];
        for (int t = length - 1; t >= 0; t--) {
            for (int i = 0; i < tags; i++) {
                double end = ends[t * tags + i];
                for (int j = 0; j < tags && t < length - 1; j++) {
                    terms[j] = scores.transitions()[i * tags + j] + emissions[(t + 1) * tags + j] + rest[j];
                    counts[i * tags + j] += StrictMath.exp(end + terms[j] - logPartition);
                }
                before[i] = t < length - 1 ? logSumExp(terms) : 0;
                ends[t * tags + i] = StrictMath.exp(end + before[i] - logPartition);
            }
            System.arraycopy(before, 0, rest, 0, tags);
        }
    }

    private static double logSumExp(double... terms) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double term : terms) {
            greatest = Math.max(greatest, term);
        }
        if (greatest == Double.NEGATIVE_INFINITY) {
            return greatest;
        }
        double sum = 0;
        for (double term : terms) {
            sum += StrictMath.exp(term - greatest);
        }
        return greatest + StrictMath.log(sum);
    }
}
