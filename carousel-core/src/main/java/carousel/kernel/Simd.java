package carousel.kernel;

import jdk.incubator.vector.FloatVector;
import org.slf4j.LoggerFactory;

/**
 * Which code runs, chosen once for the life of the process: vectors of the machine's width, or those that the system
 * property {@code carousel.vector} names (512, 256, 128, or off for scalar code). Results do not depend on it.
 * Immutable.
 */
public final class Simd {
    private static final String PROPERTY = "carousel.vector";
    private static final String MODULE = "jdk.incubator.vector";
    private static final int BITS = choose();

    private Simd() {}

    /** The width of vectors in bits: 512, 256, 128, or 0 for scalar code. */
    public static int bits() {
        return BITS;
    }

    static Kernels kernels() {
        return BITS == 0 ? new ScalarKernels() : new VectorKernels();
    }

    private static int choose() {
        var wish = System.getProperty(PROPERTY, "512");
        if (wish.equals("off") || wish.equals("0")) {
            return 0;
        }
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            warn("scalar code runs, many times slower than vectors; start Java with --add-modules " + MODULE);
            return 0;
        }
        int widest = widest();
        if (!wish.equals("128") && !wish.equals("256") && !wish.equals("512")) {
            warn(PROPERTY + "=" + wish + " ignored, expected off, 128, 256 or 512");
            return widest;
        }
        return Math.min(widest, Integer.parseInt(wish));
    }

    /** A method of its own: the class it names exists only together with the module. */
    private static int widest() {
        int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
        return bits < 128 ? 0 : Math.min(512, Integer.highestOneBit(bits));
    }

    private static void warn(String message) {
        LoggerFactory.getLogger(Simd.class).warn(message);
    }
}
