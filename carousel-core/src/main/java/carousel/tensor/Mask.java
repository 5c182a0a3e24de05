package carousel.tensor;

/**
 * Dropout as a function of coordinates (Srivastava et al. 2014, inverted): unit u of row r survives when
 * uniform(seed, update, site, example[r], time[r], u) ≥ rate, and is then scaled. Nothing is stored: the adjoint draws the
 * same mask again. Immutable.
 *
 * @param step whose seed and number the mask depends on
 * @param site the dotted path of the layer
 * @param rate the probability of being zeroed, in [0, 1]
 * @param scale of those that survive, 1 / (1 - rate) to keep the mean
 * @param examples the caller's index of the example in each row
 * @param times the time step of each row; the same number everywhere for a mask that is constant over time
 */
public record Mask(Step step, String site, float rate, float scale, int[] examples, int[] times) implements Op {

    public Mask {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("dropout: expected a rate between 0 and 1, got " + rate);
        }
        if (examples.length != times.length) {
            throw new ShapeException("mask", times.length + " times", examples.length + ", one for each example");
        }
    }

    @Override
    public int[] shape(Tensor... in) {
        if (in[0].rows() != examples.length) {
            throw new ShapeException(
                    "mask", in[0].rows() + " rows", examples.length + ", one for each example and time");
        }
        return in[0].shape();
    }

    @Override
    public void forward(Tensor[] in, Tensor out) {
        draw(in[0].buffer(), out.buffer(), out.columns());
    }

    @Override
    public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
        draw(gradient.output(), gradient.into(0), out.columns());
    }

    private void draw(float[] x, float[] y, int width) {
        long site = step.key(this.site);
        Split.rows(examples.length, width, (first, last) -> {
            for (int r = first; r < last; r++) {
                long row = Step.key(site, examples[r], times[r]);
                for (int u = 0; u < width; u++) {
                    int i = r * width + u;
                    y[i] = Step.uniform(row, u) >= rate ? x[i] * scale : 0f;
                }
            }
        });
    }
}
