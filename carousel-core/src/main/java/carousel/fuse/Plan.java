package carousel.fuse;

import carousel.tensor.Product;
import carousel.tensor.UntraceableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/**
 * How a step runs: stage after stage, first the products that can begin, then, in one group, everything else that has become
 * computable and that a later stage or a result needs. Products with the same left side are one product with their weights
 * side by side. Immutable.
 *
 * @param graph the step
 * @param stages in the order in which they run; the first may have no products
 */
public record Plan(StepGraph graph, List<Stage> stages) {

    /** Products, then a group of other vertices. */
    public record Stage(List<Joined> products, List<Integer> group) {}

    /**
     * Products of one left side [B,K] with weights [K,N] side by side.
     *
     * @param left the place of the left side
     * @param products the places of the products
     * @param inner K
     * @param outer N, of all together
     */
    public record Joined(int left, List<Integer> products, int inner, int outer) {

        /** Multiplications and additions for each row. */
        public long multiplyAdds() {
            return (long) inner * outer;
        }
    }

    public Plan {
        stages = List.copyOf(stages);
    }

    /** The plan of a step; throws {@link UntraceableException} when a product's right side is computed by the step. */
    public static Plan of(StepGraph graph) {
        var depths = depths(graph);
        int stages = Arrays.stream(depths).max().orElse(0) + 1;
        var latest = latest(graph, depths, stages - 1);
        var planned = new ArrayList<Stage>();
        for (int stage = 0; stage < stages; stage++) {
            var products = products(graph, depths, stage);
            var group = new ArrayList<Integer>();
            for (int i = 0; i < latest.length; i++) {
                if (latest[i] == stage && graph.vertices().get(i) instanceof Vertex.Applied && !product(graph, i)) {
                    group.add(i);
                }
            }
            if (!products.isEmpty() || !group.isEmpty()) {
                planned.add(new Stage(products, group));
            }
        }
        return new Plan(graph, planned);
    }

    private static boolean product(StepGraph graph, int place) {
        return graph.vertices().get(place) instanceof Vertex.Applied applied && applied.op() instanceof Product;
    }

    /** The number of products on the longest way to each vertex, itself included. */
    private static int[] depths(StepGraph graph) {
        var depths = new int[graph.vertices().size()];
        for (int i = 0; i < depths.length; i++) {
            if (graph.vertices().get(i) instanceof Vertex.Applied applied) {
                for (int operand : applied.operands()) {
                    depths[i] = Math.max(depths[i], depths[operand]);
                }
                if (product(graph, i)) {
                    requireConstant(graph, applied.operands().get(1));
                    depths[i]++;
                }
            }
        }
        return depths;
    }

    private static void requireConstant(StepGraph graph, int right) {
        if (!(graph.vertices().get(right) instanceof Vertex.Constant)) {
            throw new UntraceableException("a product's right side is computed within the step");
        }
    }

    /** The last stage whose group may compute each vertex: that of its first user, or one before if that is a product. */
    private static int[] latest(StepGraph graph, int[] depths, int last) {
        var latest = new int[depths.length];
        Arrays.fill(latest, last);
        for (int i = depths.length - 1; i >= 0; i--) {
            if (graph.vertices().get(i) instanceof Vertex.Applied applied) {
                int bound = product(graph, i) ? depths[i] - 1 : latest[i];
                applied.operands().forEach(operand -> latest[operand] = Math.min(latest[operand], bound));
            }
        }
        return latest;
    }

    private static List<Joined> products(StepGraph graph, int[] depths, int stage) {
        var byLeft = new LinkedHashMap<Integer, List<Integer>>();
        for (int i = 0; i < depths.length; i++) {
            if (product(graph, i) && depths[i] == stage) {
                int left = ((Vertex.Applied) graph.vertices().get(i)).operands().getFirst();
                byLeft.computeIfAbsent(left, k -> new ArrayList<>()).add(i);
            }
        }
        var joined = new ArrayList<Joined>();
        byLeft.forEach((left, products) -> joined.add(new Joined(
                left,
                products,
                columns(graph, left),
                products.stream().mapToInt(product -> columns(graph, product)).sum())));
        return joined;
    }

    private static int columns(StepGraph graph, int place) {
        var shape = graph.vertices().get(place).shape();
        return shape.length == 0 ? 1 : shape[shape.length - 1];
    }

    /** Multiplications and additions of all products, for each row. */
    public long multiplyAdds() {
        return stages.stream()
                .flatMap(stage -> stage.products().stream())
                .mapToLong(Joined::multiplyAdds)
                .sum();
    }

    /** The plan in words: one line for each product and each group. */
    public String explain() {
        var text = new StringBuilder();
        for (int i = 0; i < stages.size(); i++) {
            for (var product : stages.get(i).products()) {
                text.append("stage %d  product [B,%d] x [%d,%d], %,d multiply-adds a row%s%n"
                        .formatted(
                                i,
                                product.inner(),
                                product.inner(),
                                product.outer(),
                                product.multiplyAdds(),
                                product.products().size() > 1
                                        ? ", " + product.products().size() + " joined"
                                        : ""));
            }
            if (!stages.get(i).group().isEmpty()) {
                text.append("stage %d  group   %s%n"
                        .formatted(i, group(stages.get(i).group())));
            }
        }
        return text.toString();
    }

    private String group(List<Integer> group) {
        var counts = new TreeMap<String, Integer>();
        for (int place : group) {
            counts.merge(((Vertex.Applied) graph.vertices().get(place)).op().name(), 1, Integer::sum);
        }
        var parts = new ArrayList<String>();
        counts.forEach((name, count) -> parts.add(count == 1 ? name : count + " " + name));
        return String.join(", ", parts) + "; reads " + bytes(reads(group)) + ", writes " + bytes(writes(group))
                + " a row";
    }

    private static String bytes(long floats) {
        return "%,d bytes".formatted(4 * floats);
    }

    /** Floats for each row that come from outside the group, each once. */
    private long reads(List<Integer> group) {
        return group.stream()
                .flatMap(place -> ((Vertex.Applied) graph.vertices().get(place)).operands().stream())
                .distinct()
                .filter(operand -> !group.contains(operand))
                .filter(operand -> !(graph.vertices().get(operand) instanceof Vertex.Constant))
                .mapToLong(operand -> columns(graph, operand))
                .sum();
    }

    /** Floats for each row that results or other stages need. */
    private long writes(List<Integer> group) {
        return group.stream()
                .filter(place -> graph.results().contains(place) || usedOutside(place, group))
                .mapToLong(place -> columns(graph, place))
                .sum();
    }

    private boolean usedOutside(int place, List<Integer> group) {
        for (int i = 0; i < graph.vertices().size(); i++) {
            if (!group.contains(i)
                    && graph.vertices().get(i) instanceof Vertex.Applied applied
                    && applied.operands().contains(place)) {
                return true;
            }
        }
        return false;
    }
}
