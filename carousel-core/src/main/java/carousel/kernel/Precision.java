package carousel.kernel;

import java.util.function.Supplier;

/** How exactly weights are stored for products without gradients. */
public enum Precision {
    /** As they are: 32 bits. */
    FULL,

    /**
     * As bfloat16: the upper 16 bits, rounded to the nearest, ties to even. Half as much to read where a product of one row
     * does nothing but read; the arithmetic stays in 32 bits, and the bits of the result are the same everywhere.
     */
    BF16;

    private static final int UPPER = 0xffff0000;
    private static final ScopedValue<Precision> CURRENT = ScopedValue.newInstance();

    /** The precision bound by {@link #call}; full when there is none. */
    public static Precision current() {
        return CURRENT.orElse(FULL);
    }

    /** Runs {@code body} with weights stored this way. */
    public <R> R call(Supplier<R> body) {
        return ScopedValue.where(CURRENT, this).call(body::get);
    }

    /** The nearest bfloat16, in the upper 16 bits; what is not a number stays so. */
    static int rounded(float value) {
        int bits = Float.floatToRawIntBits(value);
        int rounded = bits + 0x7fff + (bits >>> 16 & 1);
        return (Float.isNaN(value) ? bits | 0x400000 : rounded) & UPPER;
    }
}
