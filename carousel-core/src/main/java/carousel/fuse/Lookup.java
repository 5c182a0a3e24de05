package carousel.fuse;

import carousel.kernel.Elementwise;
import carousel.kernel.Gemm;
import carousel.kernel.Panels;
import carousel.tensor.Adjoint;
import java.util.function.IntFunction;

/**
 * Rows of a table instead of rows of their own as the input of a scan: row ids[i] of the table is row i of the input. A
 * product of the input with weights is then one of the table with them, and its rows are looked up: the same numbers, with
 * less arithmetic as long as the table is smaller than the batch.
 *
 * @param ids one for each row; none at all when the input has rows of its own
 */
record Lookup(int... ids) {
    static final Lookup NONE = new Lookup();

    boolean used() {
        return ids.length > 0;
    }

    /** The rows themselves. */
    float[] rows(float[] table, int columns, IntFunction<float[]> buffers) {
        var rows = buffers.apply(ids.length * columns);
        for (int i = 0; i < ids.length; i++) {
            System.arraycopy(table, ids[i] * columns, rows, i * columns, columns);
        }
        return rows;
    }

    /** The products of a table with the weights that the input is multiplied with, by the number of the weights. */
    float[][] products(CompiledStep step, float[] table, int symbols, Panels[] panels, IntFunction<float[]> buffers) {
        var products = new float[panels.length][];
        for (var instruction : step.before()) {
            if (instruction instanceof ProductRun run && run.ofInput() && products[run.panels()] == null) {
                var weights = panels[run.panels()];
                products[run.panels()] = buffers.apply(Math.multiplyExact(symbols, weights.n()));
                Gemm.multiply(table, symbols, weights, products[run.panels()]);
            }
        }
        return products;
    }

    /** Adds the gradient of each row to that of its row of the table, from last to first. */
    void settle(float[] rows, int columns, Adjoint gradient) {
        var table = gradient.adding(0);
        for (int i = ids.length - 1; i >= 0; i--) {
            Elementwise.addAt(rows, i * columns, table, ids[i] * columns, columns);
        }
    }
}
