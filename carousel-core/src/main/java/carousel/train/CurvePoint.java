package carousel.train;

/**
 * One evaluation on the learning curve. Immutable.
 *
 * @param step updates done
 * @param epoch passes over the training data, with fraction
 * @param trainLoss mean loss of the training batches since the previous point, in nats
 * @param validLoss mean loss on the validation data, in nats; not a number where there is none
 * @param rate the learning rate
 * @param tokens predictions trained on so far
 * @param seconds of training so far, evaluation included
 */
public record CurvePoint(
        long step, double epoch, double trainLoss, double validLoss, float rate, long tokens, double seconds) {

    static final String HEADER = "step,epoch,train_loss,valid_loss,learning_rate,tokens,seconds";

    /** The columns of the curve's CSV file. */
    public static String header() {
        return HEADER;
    }

    /** One line of the curve's CSV file. */
    public String line() {
        return step + "," + epoch + "," + trainLoss + "," + validLoss + "," + rate + "," + tokens + "," + seconds;
    }

    /** The point that {@link #line} wrote. */
    public static CurvePoint of(String line) {
        var cells = line.split(",", -1);
        return new CurvePoint(
                Long.parseLong(cells[0]),
                Double.parseDouble(cells[1]),
                Double.parseDouble(cells[2]),
                Double.parseDouble(cells[3]),
                Float.parseFloat(cells[4]),
                Long.parseLong(cells[5]),
                Double.parseDouble(cells[6]));
    }
}
