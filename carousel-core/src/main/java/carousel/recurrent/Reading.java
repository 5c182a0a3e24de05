package carousel.recurrent;

import carousel.tensor.Step;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The order in which the steps of a sequence are read. */
@FunctionalInterface
public interface Reading {
    Reading FORWARD = length -> IntStream.range(0, length).toArray();
    Reading BACKWARD =
            length -> IntStream.range(0, length).map(i -> length - 1 - i).toArray();

    /** From the middle to both ends: m, m+1, m-1, m+2, …, with m the lower of two middles. */
    Reading MIDDLE_OUT = length -> {
        var order = new int[length];
        int middle = (length - 1) / 2;
        for (int i = 0; i < length; i++) {
            order[i] = i % 2 == 0 ? middle - i / 2 : middle + (i + 1) / 2;
        }
        return order;
    };

    /** The step that is read first, second, …: each of 0 to length - 1 once. */
    int[] order(int length);

    /** Every so-manieth step from the first on, then from the second on, …: 0, s, 2s, …, 1, s+1, … */
    static Reading strided(int stride) {
        if (stride < 1) {
            throw new IllegalArgumentException("reading: expected a stride of at least 1, got " + stride);
        }
        return length -> IntStream.range(0, Math.min(stride, length))
                .flatMap(first -> IntStream.iterate(first, i -> i < length, i -> i + stride))
                .toArray();
    }

    /** A shuffled order, the same for all sequences of a length. */
    static Reading permuted(long seed) {
        return length -> {
            long key = Step.key(new Step(seed, 0).key("reading"), length, 0);
            var order = FORWARD.order(length);
            for (int i = length - 1; i > 0; i--) {
                int j = (int) (Step.uniform(key, i) * (i + 1));
                int kept = order[i];
                order[i] = order[j];
                order[j] = kept;
            }
            return order;
        };
    }

    /**
     * The order of this name: {@code forward}, {@code backward}, {@code middle-out}, {@code strided:N} or {@code
     * permuted:SEED}.
     *
     * @throws IllegalArgumentException for any other
     */
    static Reading named(String name) {
        var parts = name.split(":", 2);
        try {
            return switch (parts[0]) {
                case "strided" -> strided(Integer.parseInt(parts[1]));
                case "permuted" -> permuted(Long.parseLong(parts[1]));
                default ->
                    switch (name) {
                        case "forward" -> FORWARD;
                        case "backward" -> BACKWARD;
                        case "middle-out" -> MIDDLE_OUT;
                        default -> throw new NumberFormatException();
                    };
            };
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "reading: expected forward, backward, middle-out, strided:N or permuted:SEED, got '" + name + "'",
                    e);
        }
    }

    /** The steps that a caller names, for sequences of one length. */
    static Reading of(int... order) {
        var sorted = order.clone();
        Arrays.sort(sorted);
        if (!Arrays.equals(sorted, FORWARD.order(order.length))) {
            throw new IllegalArgumentException("reading: given " + order.length
                    + " steps, some more than once, needed each of 0 to " + (order.length - 1) + " once");
        }
        var own = order.clone();
        return length -> {
            if (length != own.length) {
                throw new IllegalArgumentException(
                        "reading: given a sequence of " + length + " steps, needed " + own.length);
            }
            return own.clone();
        };
    }
}
