package carousel.fuse;

import carousel.kernel.Pool;
import java.util.ArrayList;
import java.util.List;

/** Buffers of the calling thread's pool, for a while. */
final class Scratch implements AutoCloseable {
    private final Pool pool = Pool.ofThread();
    private final List<float[]> taken = new ArrayList<>();

    float[] take(int size) {
        taken.add(pool.take(size));
        return taken.getLast();
    }

    @Override
    public void close() {
        taken.forEach(pool::give);
    }
}
