package carousel.recurrent;

import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A cell drawn at random: each of its parts is a {@link RandomProgram}, replayed from a seed whenever it is called. */
final class RandomCell implements Cell<RandomCell.State> {
    private static final float BOUND = 1.5f;

    /** One to three tensors of different widths. */
    record State(List<Tensor> parts) {}

    /** How a tensor of the next state comes about. */
    private enum Next {
        COMPUTED,
        KEPT,
        SHIFTED
    }

    private final long seed;
    private final int features;
    private final int most;
    private final int[] widths;
    private final List<Tensor> starts = new ArrayList<>();
    private final RandomWeights projecting = new RandomWeights(3);
    private final RandomWeights stepping = new RandomWeights(15);
    private final RandomWeights reading = new RandomWeights(15, stepping);

    /** @param most columns of anything */
    RandomCell(long seed, int most) {
        this.seed = seed;
        this.most = most;
        var random = new Random(seed);
        this.features = 1 + random.nextInt(most);
        this.widths = new int[1 + random.nextInt(3)];
        for (int k = 0; k < widths.length; k++) {
            widths[k] = k > 0 && random.nextInt(3) == 0 ? widths[0] : 1 + random.nextInt(most);
            var start = RandomWeights.values(random, widths[k], 1);
            starts.add(
                    switch (random.nextInt(4)) {
                        case 0 -> Tensor.weight(start, 1, widths[k]);
                        case 1 -> Tensor.of(start, 1, widths[k]);
                        default -> Tensor.zeros(1, widths[k]);
                    });
        }
        output(step(project(Tensor.zeros(2, features)), start(2))); // makes the weights
    }

    /** Whether it has a gradient everywhere: one cell out of five. */
    boolean smooth() {
        return seed % 5 == 1;
    }

    int features() {
        return features;
    }

    /** Everything it computes with, start states included. */
    List<Tensor> weights() {
        var weights = new ArrayList<>(starts);
        weights.addAll(projecting.all());
        weights.addAll(stepping.all());
        weights.addAll(reading.all());
        return weights;
    }

    @Override
    public State start(int batch) {
        return new State(
                starts.stream().map(start -> start.gather(new int[batch])).toList());
    }

    @Override
    public Tensor project(Tensor rows) {
        var random = new Random(seed + 1);
        var program = new RandomProgram(random, projecting.rewound(), most, smooth());
        program.give(rows, 1);
        return switch (random.nextInt(4)) {
            case 0, 1 -> rows;
            case 2 -> program.end(1 + random.nextInt(most), BOUND);
            default -> {
                program.grow(1 + random.nextInt(6));
                yield program.end(1 + random.nextInt(most), BOUND);
            }
        };
    }

    @Override
    public State step(Tensor x, State s) {
        var random = new Random(seed + 2);
        var program = new RandomProgram(random, stepping.rewound(), most, smooth());
        program.give(x, BOUND);
        s.parts().forEach(part -> program.give(part, BOUND));
        program.grow(2 + random.nextInt(24));
        var parts = new ArrayList<Tensor>();
        for (int k = 0; k < widths.length; k++) {
            var next = next(random, k);
            parts.add(
                    switch (next) {
                        case COMPUTED -> program.end(widths[k], BOUND);
                        case KEPT -> s.parts().get(k);
                        case SHIFTED -> s.parts().get(k - 1);
                    });
            program.grow(1);
        }
        return new State(parts);
    }

    private Next next(Random random, int k) {
        int draw = k == 0 ? 0 : random.nextInt(6);
        if (draw == 4 && widths[k - 1] == widths[k]) {
            return Next.SHIFTED;
        }
        return draw == 5 ? Next.KEPT : Next.COMPUTED;
    }

    /** May use the weights of the step a second time. */
    @Override
    public Tensor output(State s) {
        var random = new Random(seed + 3);
        if (random.nextBoolean()) {
            return s.parts().get(random.nextInt(widths.length));
        }
        var program = new RandomProgram(random, reading.rewound(), most, smooth());
        s.parts().forEach(part -> program.give(part, BOUND));
        program.grow(random.nextInt(5));
        return program.end(1 + random.nextInt(most), 2 * BOUND);
    }
}
