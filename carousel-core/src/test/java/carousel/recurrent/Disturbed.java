package carousel.recurrent;

import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A tanh network that multiplies each step with a number from outside, and remembers which: h' = d tanh(x w + h u). */
record Disturbed(Tensor w, Tensor u, Supplier<Float> source, Drawn drawn) implements Cell<Disturbed.State> {
    record State(Tensor h) {}

    /** What the source gave, the latest last. */
    static final class Drawn {
        private final List<Float> numbers = new ArrayList<>();

        int count() {
            return numbers.size();
        }

        List<Float> last(int count) {
            return List.copyOf(numbers.subList(count() - count, count()));
        }

        float from(Supplier<Float> source) {
            numbers.add(source.get());
            return numbers.getLast();
        }
    }

    static Disturbed of(Supplier<Float> source) {
        return CellContract.randomised(
                new Disturbed(
                        Tensor.weight(new float[CellContract.FEATURES * 3], CellContract.FEATURES, 3),
                        Tensor.weight(new float[9], 3, 3),
                        source,
                        new Drawn()),
                7);
    }

    /** The same network with numbers drawn before. */
    Disturbed replaying(List<Float> numbers) {
        return new Disturbed(w, u, numbers.iterator()::next, new Drawn());
    }

    @Override
    public State start(int batch) {
        return new State(Tensor.zeros(batch, 3));
    }

    @Override
    public State step(Tensor x, State s) {
        return new State(x.matmul(w).plus(s.h().matmul(u)).tanh().times(drawn.from(source)));
    }

    @Override
    public Tensor output(State s) {
        return s.h();
    }

    /** Identity, so that cells with equal weights are not taken for one another. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
