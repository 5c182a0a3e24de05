package carousel.layer;

import java.util.ArrayList;
import java.util.List;

/**
 * The temporal convolutional network of Bai, Kolter, Koltun (2018), the comparator of recurrent layers: blocks of causal
 * convolutions whose dilation doubles from one to the next, so that the past they see grows as a power of two.
 *
 * <pre>
 * y = block(L-1)( … block(0)(x))        block l has dilation 2^l
 * steps seen = 1 + 2 (K - 1) (2^L - 1)
 * </pre>
 *
 * <p>x [N,F], y [N,H]. Initialised as {@link TemporalBlock}. Immutable, safe for many threads.
 *
 * <pre>
 * var network = TemporalConvolution.of(new TemporalConvolution.Form(1, 25, 8, 7), 0.1f, Init.seed(1));
 * var outputs = network.apply(sequence);
 * </pre>
 *
 * @param blocks from input to output, at least one
 */
public record TemporalConvolution(List<TemporalBlock> blocks) implements SequenceLayer {
    /** The most levels that there can be: a higher one would look further back than any sequence is long. */
    public static final int MOST_LEVELS = 24;

    /**
     * The sizes of a network.
     *
     * @param features F
     * @param hidden H
     * @param levels L, the number of blocks
     * @param width K, the steps that each convolution sees
     */
    public record Form(int features, int hidden, int levels, int width) {

        public Form {
            if (features < 1 || hidden < 1 || levels < 1 || levels > MOST_LEVELS || width < 1) {
                throw new IllegalArgumentException("temporal convolution: given " + features + " features, " + hidden
                        + " hidden, " + levels + " levels and width " + width
                        + ", needed at least 1 of each and at most " + MOST_LEVELS + " levels");
            }
        }
    }

    public TemporalConvolution {
        blocks = List.copyOf(blocks);
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("temporal convolution: given no blocks, needed at least one");
        }
    }

    /** Fresh weights; {@code dropout} after each convolution. */
    public static TemporalConvolution of(Form form, float dropout, Init init) {
        var blocks = new ArrayList<TemporalBlock>();
        for (int level = 0; level < form.levels; level++) {
            int features = level == 0 ? form.features : form.hidden;
            var block = new TemporalBlock.Form(features, form.hidden, form.width, 1 << level);
            blocks.add(TemporalBlock.of(block, dropout, "blocks." + level, init));
        }
        return new TemporalConvolution(blocks);
    }

    @Override
    public Sequence apply(Sequence sequence) {
        return new Chain(List.copyOf(blocks)).apply(sequence);
    }

    /** How many steps an output sees, its own included. */
    public int receptiveField() {
        return 1 + blocks.stream().mapToInt(TemporalBlock::reach).sum();
    }
}
