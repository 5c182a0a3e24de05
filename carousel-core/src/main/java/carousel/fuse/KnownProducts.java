package carousel.fuse;

import carousel.kernel.Gemm;
import carousel.kernel.Panels;
import carousel.kernel.Pool;
import carousel.tensor.Tensor;
import java.util.Arrays;

/**
 * The products of the rows of a table with the weights that the input of a step is multiplied with, each made when its row is
 * first read: a symbol that comes again, in another hypothesis or another sentence, costs no product. Safe for many threads
 * while nobody changes table or weights; what was made before such a change is {@link #current} no longer.
 */
final class KnownProducts {
    /** Of no table. */
    static final float[][] NONE = {};

    /** The most elements that are kept: 128 MB. */
    private static final long MOST = 1 << 25;

    private final CompiledStep step;
    private final Tensor table;
    private final int version;
    private final Panels[] panels;
    private final int[] versions;
    private final float[][] products;
    private final boolean[] known;

    KnownProducts(CompiledStep step, Tensor table) {
        this.step = step;
        this.table = table;
        version = table.version();
        panels = panels(step);
        versions = versions(step);
        products = new float[panels.length][];
        for (var instruction : step.before()) {
            if (instruction instanceof ProductRun run && run.ofInput()) {
                products[run.panels()] = new float[Math.multiplyExact(table.rows(), panels[run.panels()].n())];
            }
        }
        known = new boolean[table.rows()];
    }

    /** Whether the products of all rows are few enough. */
    static boolean fit(CompiledStep step, Tensor table) {
        long columns = 0;
        for (var instruction : step.before()) {
            columns += instruction instanceof ProductRun run && run.ofInput()
                    ? run.product().columns()
                    : 0;
        }
        return columns * table.rows() <= MOST;
    }

    private static Panels[] panels(CompiledStep step) {
        return step.packed().stream()
                .map(packed -> packed.w().panels(packed.orientation()))
                .toArray(Panels[]::new);
    }

    private static int[] versions(CompiledStep step) {
        return step.packed().stream().mapToInt(packed -> packed.w().version()).toArray();
    }

    /** Whether these are the products of this table with the weights as they are now. */
    boolean current(Tensor other) {
        return table == other
                && version == other.version()
                && Arrays.equals(versions, versions(step))
                && Arrays.equals(panels, panels(step)); // other ones in another precision
    }

    /** By the number of the weights, the products of the whole table, of which at least these rows are made. */
    synchronized float[][] of(int... ids) {
        var missing = Arrays.stream(ids).filter(id -> !known[id]).distinct().toArray();
        if (missing.length > 0) {
            int columns = table.columns();
            var pool = Pool.ofThread();
            var rows = new Lookup(missing).rows(table.buffer(), columns, pool::take);
            for (int i = 0; i < products.length; i++) {
                if (products[i] != null) {
                    make(rows, missing, i);
                }
            }
            pool.give(rows);
            for (int id : missing) {
                known[id] = true;
            }
        }
        return products;
    }

    private void make(float[] rows, int[] ids, int i) {
        int n = panels[i].n();
        var pool = Pool.ofThread();
        var made = pool.take(ids.length * n);
        Gemm.multiply(rows, ids.length, panels[i], made);
        for (int r = 0; r < ids.length; r++) {
            System.arraycopy(made, r * n, products[i], ids[r] * n, n);
        }
        pool.give(made);
    }
}
