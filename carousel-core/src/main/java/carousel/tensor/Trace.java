package carousel.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The operations that a computation applies, recorded instead of computed. Its tensors are symbols: they have a shape and no
 * values, and reading the values of any tensor meanwhile, weights included, throws {@link UntraceableException}. One thread
 * at a time.
 *
 * @param result what the computation returned
 * @param applications every operation in the order in which it was applied
 */
public record Trace<R>(R result, List<Application> applications) {
    private static final ScopedValue<List<Application>> CURRENT = ScopedValue.newInstance();

    /** One operation on its operands. */
    public record Application(Op op, List<Tensor> in, Tensor out) {}

    public Trace {
        applications = List.copyOf(applications);
    }

    /** Records what {@code body} does. */
    public static <R> Trace<R> of(Supplier<R> body) {
        var applications = new ArrayList<Application>();
        var result = ScopedValue.where(CURRENT, applications).call(body::get);
        return new Trace<>(result, applications);
    }

    /** A tensor without values, to hand into a traced computation. */
    public static Tensor symbol(int... shape) {
        return Tensor.symbol(shape.clone());
    }

    /** Whether operations are being recorded instead of computed. */
    public static boolean recording() {
        return CURRENT.isBound();
    }

    static Tensor apply(Op op, Tensor... in) {
        var out = symbol(op.shape(in));
        CURRENT.get().add(new Application(op, List.of(in), out));
        return out;
    }
}
