package carousel.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Threads at work together: {@link #await} lets none pass before all have come. Each thread has a slot of its own, a cache
 * line apart from the others', in which it counts its arrivals.
 */
public final class Gang {
    static final Gang ALONE = new Gang(1);

    private static final int LINE = 32;
    private static final int SPINS = 2_000;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);

    private final int[] slots;
    private int size;
    private long lost;
    private volatile boolean abandoned;

    Gang(int size) {
        this.size = size;
        this.slots = new int[(size + 1) * LINE];
    }

    /** For another task, of so many threads. */
    void begin(int size) {
        this.size = size;
        abandoned = false;
        lost = 0;
        java.util.Arrays.fill(slots, 0);
    }

    /** The time that the first thread has waited so long that another must have had to make way for somebody else's work. */
    long lostNanos() {
        return lost;
    }

    /** The number of threads. */
    public int size() {
        return size;
    }

    /**
     * Waits until every thread of the gang has come here as often as this one. What they wrote before is then visible.
     *
     * @throws IllegalStateException when one of them has failed
     */
    public void await(int part) {
        if (size == 1) {
            return;
        }
        int arrived = slots[(part + 1) * LINE] + 1;
        SLOT.setRelease(slots, (part + 1) * LINE, arrived);
        int spins = 0;
        long since = 0;
        for (int other = 0; other < size; other++) {
            while ((int) SLOT.getAcquire(slots, (other + 1) * LINE) - arrived < 0) {
                if (abandoned) {
                    throw new IllegalStateException("workers: another thread of the gang has failed");
                }
                if (++spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    since = since == 0 ? System.nanoTime() : since;
                    Thread.yield();
                }
            }
        }
        if (part == 0 && since != 0) {
            lost += System.nanoTime() - since;
        }
    }

    /** Lets those who wait fail: a thread will not come. */
    void abandon() {
        abandoned = size > 1;
    }
}
