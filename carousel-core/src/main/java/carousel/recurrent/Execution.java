package carousel.recurrent;

import java.util.function.Supplier;

/** How cells are taken through time. The bits are the same, forwards and backwards. */
public enum Execution {
    /** As compiled steps; what cannot be traced, operation by operation. */
    COMPILED,

    /** As compiled steps that remember the state of every √T-th step alone and compute the rest a second time. */
    CHECKPOINTED,

    /** Operation by operation: slow, for comparison. */
    EAGER;

    private static final ScopedValue<Execution> CURRENT = ScopedValue.newInstance();

    static Execution current() {
        return CURRENT.orElse(COMPILED);
    }

    /** Runs {@code body} this way. */
    public <R> R call(Supplier<R> body) {
        return ScopedValue.where(CURRENT, this).call(body::get);
    }
}
