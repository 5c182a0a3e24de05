package carousel.fuse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How a compiled step runs, in words. Immutable.
 *
 * @param parts in the order in which they run
 */
public record Plan(List<Part> parts) {

    /**
     * What is done at one time.
     *
     * @param when for which rows
     * @param lines one for each product, row-wise operation and loop
     */
    public record Part(String when, List<String> lines) {

        public Part {
            lines = List.copyOf(lines);
        }
    }

    public Plan {
        parts = List.copyOf(parts);
    }

    /** The plan of a step with its adjoint. */
    static Plan of(CompiledStep step) {
        var parts = new ArrayList<Part>();
        add(parts, "all rows at once", step.before());
        add(parts, "each step", step.loop());
        add(parts, "adjoint of each step", step.adjoint());
        add(parts, "adjoint, all rows at once", step.last());
        var sums = step.reductions().stream()
                .flatMap(List::stream)
                .map(reduction -> reduction
                                .kind()
                                .name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', ' ') + " for "
                        + Arrays.toString(reduction.weight().shape()))
                .toList();
        if (!sums.isEmpty()) {
            parts.add(new Part("gradients of weights, over all rows", sums));
        }
        return new Plan(parts);
    }

    private static void add(List<Part> parts, String when, List<Instruction> instructions) {
        if (!instructions.isEmpty()) {
            parts.add(new Part(
                    when, instructions.stream().map(Instruction::explain).toList()));
        }
    }

    /** A heading for each part and, indented, its lines. */
    public String explain() {
        var text = new StringBuilder();
        for (var part : parts) {
            text.append(part.when()).append(System.lineSeparator());
            part.lines().forEach(line -> text.append("  ").append(line).append(System.lineSeparator()));
        }
        return text.toString();
    }
}
