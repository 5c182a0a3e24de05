package carousel.fuse;

import carousel.tensor.Concat;
import carousel.tensor.Pointwise;
import carousel.tensor.Slice;
import java.util.List;
import java.util.TreeSet;

/**
 * How the columns of every vertex are cut into blocks, so that operations on slices and concatenations become operations on
 * whole blocks: where a slice begins or ends in a matrix, everything that is computed from it element by element is cut too.
 */
final class Blocks {
    private final StepGraph graph;
    private final List<TreeSet<Integer>> cuts;

    Blocks(StepGraph graph) {
        this.graph = graph;
        this.cuts = graph.vertices().stream().map(Blocks::ends).toList();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < cuts.size(); i++) {
                if (graph.vertices().get(i) instanceof Vertex.Applied applied) {
                    changed |= agree(i, applied);
                }
            }
        }
    }

    private static TreeSet<Integer> ends(Vertex vertex) {
        return new TreeSet<>(List.of(0, columns(vertex)));
    }

    static int columns(Vertex vertex) {
        var shape = vertex.shape();
        return shape.length == 0 ? 1 : shape[shape.length - 1];
    }

    private boolean agree(int place, Vertex.Applied applied) {
        boolean changed = false;
        if (applied.op() instanceof Pointwise) {
            for (int operand : applied.operands()) {
                if (columns(graph.vertices().get(operand)) == columns(applied)) {
                    changed |= agree(place, operand, 0);
                }
            }
        } else if (applied.op() instanceof Slice.Columns slice) {
            changed = agree(place, applied.operands().getFirst(), slice.from());
        } else if (applied.op() instanceof Concat.Columns) {
            int at = 0;
            for (int operand : applied.operands()) {
                changed |= agree(operand, place, at);
                at += columns(graph.vertices().get(operand));
            }
        }
        return changed;
    }

    /** Cuts two vertices alike where column 0 of one is column {@code shift} of the other. */
    private boolean agree(int part, int whole, int shift) {
        boolean changed = false;
        int width = columns(graph.vertices().get(part));
        for (int cut : List.copyOf(cuts.get(part))) {
            changed |= cuts.get(whole).add(cut + shift);
        }
        for (int cut : List.copyOf(cuts.get(whole).subSet(shift, true, shift + width, true))) {
            changed |= cuts.get(part).add(cut - shift);
        }
        return changed;
    }

    /** The columns at which the blocks of a vertex begin, and the end of the last. */
    List<Integer> cuts(int place) {
        return List.copyOf(cuts.get(place));
    }

    /** The number of blocks. */
    int count(int place) {
        return cuts.get(place).size() - 1;
    }

    /** The widths of the blocks. */
    List<Integer> widths(int place) {
        var ends = cuts(place);
        return java.util.stream.IntStream.range(1, ends.size())
                .mapToObj(i -> ends.get(i) - ends.get(i - 1))
                .toList();
    }

    /** The block of a vertex that begins at a column; behind its last column, the number of blocks. */
    int at(int place, int column) {
        return cuts(place).indexOf(column);
    }
}
