package carousel.layer;

/**
 * Two dilated causal convolutions with a way around them (Bai, Kolter, Koltun 2018).
 *
 * <pre>
 * f(x) = dropout(relu(second(dropout(relu(first(x))))))
 * y    = relu(f(x) + skip(x))         skip: x, or a map of each row where the widths differ
 * </pre>
 *
 * <p>x [N,F], y [N,H]. Initialised as {@link Conv1d}, the skip as {@link Dense}. Immutable, safe for many threads.
 *
 * @param first F to H features
 * @param between after the first
 * @param second H to H features
 * @param after after the second
 * @param skip a convolution of one step, or nothing at all: an empty {@link Chain}
 */
public record TemporalBlock(
        WeightNormConv1d first, Dropout between, WeightNormConv1d second, Dropout after, SequenceLayer skip)
        implements SequenceLayer {

    /** How a block looks: the sizes of its convolutions. */
    record Form(int features, int outputs, int width, int dilation) {}

    static TemporalBlock of(Form form, float dropout, String site, Init init) {
        return new TemporalBlock(
                conv(form, form.features, init),
                Dropout.of(dropout, site + ".between"),
                conv(form, form.outputs, init),
                Dropout.of(dropout, site + ".after"),
                form.features == form.outputs ? Chain.of() : Dense.of(form.features, form.outputs, init));
    }

    private static WeightNormConv1d conv(Form form, int features, Init init) {
        return WeightNormConv1d.of(
                Conv1d.dilated(features, form.outputs, form.width, form.dilation, Conv1d.Reach.CAUSAL, init));
    }

    @Override
    public Sequence apply(Sequence sequence) {
        var inner = between.apply(Nonlinearity.RELU.apply(first.apply(sequence)));
        var outer = after.apply(Nonlinearity.RELU.apply(second.apply(inner)));
        var around = skip.apply(sequence).rows();
        return outer.map(rows -> rows.plus(around).relu()); // [N,H]
    }

    /** How many steps back an output sees. */
    int reach() {
        return back(first.conv()) + back(second.conv());
    }

    private static int back(Conv1d conv) {
        return (conv.width() - 1) * conv.dilation();
    }
}
