package carousel.fuse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a compiled step runs, in words. Immutable.
 *
 * @param parts in the order in which they run
 * @param memory what a training step holds
 */
public record Plan(List<Part> parts, Memory memory) {

    /**
     * What a training step holds between going forwards and backwards, beside its input, its outputs and their gradients.
     *
     * @param row floats for each step of each sequence
     * @param sequence floats for each sequence, however long
     * @param state floats of the state of one sequence
     */
    public record Memory(long row, long sequence, long state) {

        private static Memory of(CompiledStep step) {
            long row = 0;
            long sequence = 0;
            long state = 0;
            for (var place : step.places()) {
                switch (place.role()) {
                    case KEPT, EARLY -> row += place.stride();
                    case BEFORE -> {
                        row += place.stride();
                        sequence += place.stride();
                        state += place.columns();
                    }
                    case STEP -> sequence += place.stride();
                    default -> {}
                }
            }
            return new Memory(row, sequence + state, state);
        }

        /** Bytes for so many sequences of so many steps, with all activations kept. */
        public long kept(long sequences, long steps) {
            return Float.BYTES * sequences * (steps * row + sequence);
        }

        /** Bytes when only the state of every √T-th step is kept: one stretch of √T steps, and the states between them. */
        public long recomputed(long sequences, long steps) {
            long stretches = (long) Math.ceil(Math.sqrt(steps));
            long longest = (steps + stretches - 1) / stretches;
            return kept(sequences, longest) + Float.BYTES * sequences * state * (stretches - 1);
        }

        private String explain() {
            return String.format(
                    Locale.ROOT,
                    "4 bytes x (%,d a row + %,d a sequence): %,d MB for 100 sequences of 1,000 steps; %,d MB when"
                            + " activations are checkpointed",
                    row,
                    sequence,
                    kept(100, 1_000) >> 20,
                    recomputed(100, 1_000) >> 20);
        }
    }

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
                .map(reduction ->
                        reduction.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " for "
                                + Arrays.toString(reduction.weight().shape()))
                .toList();
        if (!sums.isEmpty()) {
            parts.add(new Part("gradients of weights, over all rows", sums));
        }
        return new Plan(parts, Memory.of(step));
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
        text.append("held by training").append(System.lineSeparator());
        return text.append("  ")
                .append(memory.explain())
                .append(System.lineSeparator())
                .toString();
    }
}
