package carousel.fuse;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Cuts what one loop would have to do into loops that the compiler of the JVM still turns into straight vector code. */
final class LoopParts {
    /** Operations of a loop, functions counted as many: beyond, the compiler gives up inlining, and vectors become objects. */
    private static final int MOST_COST = 220;

    private static final int COST_OF_FUNCTION = 20;

    /** Operands of a loop: so many the compiler is known to bear. */
    private static final int MOST_OPERANDS = 60;

    private LoopParts() {}

    /** The numbers of the stored lanes of each loop. */
    static List<List<Integer>> of(List<Lane> stored, Set<Lane> loaded) {
        var parts = new ArrayList<List<Integer>>();
        var part = new ArrayList<Integer>();
        var lanes = new LinkedHashSet<Lane>();
        for (int i = 0; i < stored.size(); i++) {
            var more = new LinkedHashSet<>(lanes);
            order(stored.get(i), loaded, more);
            if (!part.isEmpty()
                    && (cost(more, loaded) > MOST_COST || operands(more, loaded) + part.size() >= MOST_OPERANDS)) {
                parts.add(List.copyOf(part));
                part.clear();
                lanes.clear();
                order(stored.get(i), loaded, lanes);
            } else {
                lanes = more;
            }
            part.add(i);
        }
        if (!part.isEmpty()) {
            parts.add(List.copyOf(part));
        }
        return parts;
    }

    /** Adds a lane and what it is computed from, operands first, as far as it is not loaded. */
    static void order(Lane lane, Set<Lane> loaded, Set<Lane> lanes) {
        if (!lanes.contains(lane)) {
            if (!loaded.contains(lane)) {
                lane.operands().forEach(operand -> order(operand, loaded, lanes));
            }
            lanes.add(lane);
        }
    }

    private static int cost(Set<Lane> lanes, Set<Lane> loaded) {
        return lanes.stream()
                .filter(lane -> !loaded.contains(lane) && !lane.isLeaf())
                .mapToInt(lane -> switch (lane.code()) {
                    case TANH, SIGMOID, EXP -> COST_OF_FUNCTION;
                    case LOG -> 2 * COST_OF_FUNCTION;
                    default -> 1;
                })
                .sum();
    }

    private static long operands(Set<Lane> lanes, Set<Lane> loaded) {
        return lanes.stream()
                .filter(lane -> loaded.contains(lane) || lane.code() == Lane.Code.LEAF)
                .count();
    }
}
