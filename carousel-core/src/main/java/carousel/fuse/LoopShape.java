package carousel.fuse;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What a loop computes, without which arrays and numbers it does so: loops of equal shape share a class.
 *
 * @param loads of the operands that are read: whether the same element for all units
 * @param numbers how many numeric constants there are
 * @param lines in order, each from loads, numbers and lines before: their values are numbered on
 * @param stores the values that are written, in the order of the operands that follow those read
 */
record LoopShape(List<Boolean> loads, int numbers, List<Line> lines, List<Integer> stores) {

    /** One operation. */
    record Line(Lane.Code code, List<Integer> operands) {}

    LoopShape {
        loads = List.copyOf(loads);
        lines = List.copyOf(lines);
        stores = List.copyOf(stores);
    }

    int operands() {
        return loads.size() + stores.size();
    }

    String explain(int width) {
        var counts = new TreeMap<String, Integer>();
        for (var line : lines) {
            counts.merge(line.code().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '), 1, Integer::sum);
        }
        var parts = new ArrayList<String>();
        counts.forEach((name, count) -> parts.add(count == 1 ? name : count + " " + name));
        long read = loads.stream().mapToLong(repeated -> repeated ? 1 : width).sum();
        return (parts.isEmpty() ? "copy" : String.join(", ", parts))
                + "; reads %,d bytes, writes %,d bytes a row".formatted(4 * read, 4L * stores.size() * width);
    }
}
