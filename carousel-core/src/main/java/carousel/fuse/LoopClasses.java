package carousel.fuse;

import java.lang.invoke.MethodHandles;
import java.util.concurrent.ConcurrentHashMap;

/** The generated classes, one for each shape, made when first asked for. Safe for many threads. */
final class LoopClasses {
    private static final ConcurrentHashMap<LoopShape, FusedLoop> LOOPS = new ConcurrentHashMap<>();

    private LoopClasses() {}

    static FusedLoop of(LoopShape shape) {
        return LOOPS.computeIfAbsent(shape, LoopClasses::define);
    }

    private static FusedLoop define(LoopShape shape) {
        try {
            var lookup = MethodHandles.lookup().defineHiddenClass(new LoopCode(shape).bytes(), true);
            return (FusedLoop) lookup.lookupClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a loop of the fused step could not be made", e);
        }
    }
}
