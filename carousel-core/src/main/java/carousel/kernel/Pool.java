package carousel.kernel;

import java.lang.ref.SoftReference;
import java.util.Arrays;

/**
 * Buffers that are used again instead of allocated. A size is rounded up to one of eight size classes for each power of
 * two, so a buffer is at most an eighth longer than asked for.
 *
 * <p>Buffers that lay idle while sixteen times the pool's contents were handed out are left to the garbage collector,
 * so what one kind of step needed does not stay for ever; sooner where more than a third of the heap lies idle, as when no
 * two batches have the same size. One thread at a time.
 */
public final class Pool {
    private static final ThreadLocal<SoftReference<Pool>> OF_THREAD = new ThreadLocal<>();
    private static final int BLOCK = 16;
    private static final long PATIENCE = 16;
    private static final long LEAST = 1 << 22;

    private final long mostKept;

    private final Shelf[] shelves = new Shelf[8 * 32];

    /** For buffers that are zero from end to end. */
    private final Shelf[] zeros = new Shelf[shelves.length];

    private long idle;
    private long mostIdle;
    private long taken;

    public Pool() {
        this(Runtime.getRuntime().maxMemory() / Float.BYTES / 3);
    }

    Pool(long mostKept) {
        this.mostKept = mostKept;
    }

    /** The pool of the calling thread. */
    public static Pool ofThread() {
        var reference = OF_THREAD.get();
        var pool = reference == null ? null : reference.get();
        if (pool == null) {
            pool = new Pool();
            OF_THREAD.set(new SoftReference<>(pool));
        }
        return pool;
    }

    /** A buffer of at least {@code size} elements with undefined contents. */
    public float[] take(int size) {
        int shelf = shelf(size);
        note(shelf);
        return empty(shelves[shelf]) ? new float[length(shelf)] : pop(shelves[shelf]);
    }

    /**
     * A buffer of at least {@code size} elements, zero from end to end: without any work if one was given back as such. For
     * those who will {@link #giveZero} it.
     */
    public float[] takeZero(int size) {
        int shelf = shelf(size);
        note(shelf);
        if (!empty(zeros[shelf])) {
            return pop(zeros[shelf]);
        }
        if (empty(shelves[shelf])) {
            return new float[length(shelf)];
        }
        var buffer = pop(shelves[shelf]);
        Arrays.fill(buffer, 0f);
        return buffer;
    }

    private void note(int shelf) {
        taken += length(shelf);
        if (taken > (idle > mostKept ? 0 : PATIENCE) * mostIdle + LEAST) {
            dropUnused(shelves);
            dropUnused(zeros);
            taken = 0;
            mostIdle = idle;
        }
    }

    private static boolean empty(Shelf shelf) {
        return shelf == null || shelf.count == 0;
    }

    private float[] pop(Shelf shelf) {
        var buffer = shelf.pop();
        idle -= buffer.length;
        return buffer;
    }

    /** A buffer of at least {@code size} elements, the first {@code size} of them zero. */
    public float[] takeZeroed(int size) {
        var buffer = take(size);
        Arrays.fill(buffer, 0, size, 0f);
        return buffer;
    }

    /**
     * Takes a buffer back that came from a pool; the caller must not touch it any more.
     *
     * @throws IllegalArgumentException when its length is none that a pool hands out
     */
    public void give(float[] buffer) {
        give(buffer, shelves);
    }

    /** The same for a buffer that the caller has made zero again, from end to end. */
    public void giveZero(float[] buffer) {
        give(buffer, zeros);
    }

    private void give(float[] buffer, Shelf[] to) {
        int shelf = shelf(buffer.length);
        if (buffer.length != length(shelf)) {
            throw new IllegalArgumentException(
                    "pool: given back a buffer of " + buffer.length + " elements, not one of its own");
        }
        if (to[shelf] == null) {
            to[shelf] = new Shelf();
        }
        to[shelf].push(buffer);
        idle += buffer.length;
        mostIdle = Math.max(mostIdle, idle);
    }

    /** The number of idle elements: after a step that has given everything back, what it needed. */
    public long idle() {
        return idle;
    }

    private void dropUnused(Shelf[] from) {
        for (int i = 0; i < from.length; i++) {
            if (from[i] != null) {
                idle -= (long) from[i].dropUnused() * length(i);
            }
        }
    }

    /** Classes 8e + s hold 2^e (1 + s/8) blocks of {@link #BLOCK} elements. */
    private static int shelf(int size) {
        int blocks = Math.max(8, (size + BLOCK - 1) >>> 4);
        int octave = 31 - Integer.numberOfLeadingZeros(blocks) - 3;
        int eighths = (blocks + (1 << octave) - 1) >>> octave;
        return 8 * octave + eighths - 8;
    }

    private static int length(int shelf) {
        return (int) Math.min(Integer.MAX_VALUE - 8, (8L + shelf % 8) * BLOCK << shelf / 8);
    }

    /** The idle buffers of one length, the last given on top. */
    private static final class Shelf {
        private float[][] buffers = new float[4][];
        private int count;
        private int leastCount;

        void push(float[] buffer) {
            if (count == buffers.length) {
                buffers = Arrays.copyOf(buffers, 2 * count);
            }
            buffers[count++] = buffer;
        }

        float[] pop() {
            var buffer = buffers[--count];
            buffers[count] = null;
            leastCount = Math.min(leastCount, count);
            return buffer;
        }

        /** Drops as many buffers as were idle all the time since the last call. */
        int dropUnused() {
            int dropped = leastCount;
            System.arraycopy(buffers, dropped, buffers, 0, count - dropped);
            Arrays.fill(buffers, count - dropped, count, null);
            count -= dropped;
            leastCount = count;
            return dropped;
        }
    }
}
