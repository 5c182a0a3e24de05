package carousel;

import carousel.data.Ids;
import carousel.data.Lengths;
import carousel.data.TagOrder;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.loss.LinearChain;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;

/**
 * A chain, a ragged batch of emissions, and tags that the chain's order allows, all from a seed.
 *
 * @param emissions weights, so that there are gradients
 */
public record ChainCase(LinearChain chain, Sequence emissions, Ids tags) {

    /** Scores uniform within ±size; some pairs of tags are forbidden, but never tag 0 after or before anything. */
    public static ChainCase drawn(long seed, int tags, float size, int... lengths) {
        var random = new Random(seed);
        var init = Init.seed(seed);
        var forbidden = new boolean[tags + 1][tags + 1];
        for (int i = 0; i <= tags; i++) {
            for (int j = 0; j <= tags; j++) {
                forbidden[i][j] = i != 1 && j != 1 && random.nextInt(4) == 0;
            }
        }
        var order = TagOrder.of(tags, (before, after) -> !forbidden[before + 1][after + 1]);
        var chain = new LinearChain(
                init.uniform(size, tags, tags), init.uniform(size, tags), init.uniform(size, tags), order);
        var packed = Lengths.of(lengths);
        var emissions = new Sequence(init.uniform(size, packed.rows(), tags), packed);
        var gold = Arrays.stream(lengths)
                .mapToObj(length -> walk(order, length, random))
                .toArray(int[][]::new);
        return new ChainCase(chain, emissions, Ids.pack(gold));
    }

    private static int[] walk(TagOrder order, int length, Random random) {
        var walk = new int[length];
        for (int t = 0; t < length; t++) {
            int tag = random.nextInt(order.tags());
            boolean fits = order.allows(t == 0 ? TagOrder.EDGE : walk[t - 1], tag)
                    && (t < length - 1 || order.allows(tag, TagOrder.EDGE));
            walk[t] = fits ? tag : 0;
        }
        return walk;
    }

    /** The caller's sequence alone. */
    public ChainCase alone(int caller) {
        var lengths = emissions.lengths();
        int b = lengths.packed(caller);
        var rows = new int[lengths.length(b)];
        Arrays.setAll(rows, t -> lengths.row(b, t));
        return new ChainCase(
                chain,
                new Sequence(emissions.rows().gather(rows).toWeight(), Lengths.of(rows.length)),
                Ids.pack(tags.sequence(caller)));
    }

    /** All taggings of the caller's sequence. */
    public Taggings taggings(int caller) {
        return new Taggings(
                matrix(alone(caller).emissions.rows()),
                matrix(chain.transitions()),
                vector(chain.start()),
                vector(chain.end()),
                chain.order());
    }

    public static double[] vector(Tensor tensor) {
        var values = tensor.toArray();
        var doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }

    public static double[][] matrix(Tensor tensor) {
        var rows = new double[tensor.rows()][];
        int width = tensor.columns();
        Arrays.setAll(rows, r -> Arrays.copyOfRange(vector(tensor), r * width, (r + 1) * width));
        return rows;
    }
}
