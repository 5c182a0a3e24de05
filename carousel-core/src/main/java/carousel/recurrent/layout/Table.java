package carousel.recurrent.layout;

import static carousel.recurrent.layout.Arrangement.ABREAST;
import static carousel.recurrent.layout.Arrangement.ADDED;
import static carousel.recurrent.layout.Arrangement.PLAIN;
import static carousel.recurrent.layout.Arrangement.STACKED;
import static carousel.recurrent.layout.Arrangement.TRANSPOSED;
import static carousel.recurrent.layout.Entry.Axes.DIRECTED_MATRIX;
import static carousel.recurrent.layout.Entry.Axes.DIRECTED_VECTOR;
import static carousel.recurrent.layout.Entry.Axes.MATRIX;
import static carousel.recurrent.layout.Entry.Axes.VECTOR;

import java.util.List;

/**
 * How a library lays out one kind of cell.
 *
 * @param gates their order
 * @param peepholes the order of the gates with peepholes
 * @param entries the tensors; one whose parts a cell does not have is left out
 */
record Table(String gates, String peepholes, List<Entry> entries) {
    private static final List<Entry> TORCH = List.of(
            Entry.of("weight_ih", MATRIX, TRANSPOSED, Part.INPUT),
            Entry.of("weight_hh", MATRIX, TRANSPOSED, Part.STATE),
            Entry.of("bias_ih", VECTOR, PLAIN, Part.INPUT_BIAS),
            Entry.of("bias_hh", VECTOR, PLAIN, Part.STATE_BIAS),
            Entry.of("weight_hr", MATRIX, TRANSPOSED, Part.PROJECTION));
    private static final Entry KERNEL = Entry.of("kernel", MATRIX, PLAIN, Part.INPUT);
    private static final Entry RECURRENT = Entry.of("recurrent_kernel", MATRIX, PLAIN, Part.STATE);
    private static final List<Entry> KERAS_ONE_BIAS =
            List.of(KERNEL, RECURRENT, Entry.of("bias", VECTOR, ADDED, Part.INPUT_BIAS, Part.STATE_BIAS));
    private static final List<Entry> KERAS_TWO_BIASES =
            List.of(KERNEL, RECURRENT, Entry.of("bias", MATRIX, STACKED, Part.INPUT_BIAS, Part.STATE_BIAS));
    private static final List<Entry> ONNX = List.of(
            Entry.of("W", DIRECTED_MATRIX, TRANSPOSED, Part.INPUT),
            Entry.of("R", DIRECTED_MATRIX, TRANSPOSED, Part.STATE),
            Entry.of("B", DIRECTED_VECTOR, ABREAST, Part.INPUT_BIAS, Part.STATE_BIAS),
            Entry.of("P", DIRECTED_VECTOR, PLAIN, Part.PEEPHOLES));
    private static final List<Entry> JOINED = List.of(
            Entry.of("weight", MATRIX, STACKED, Part.INPUT, Part.STATE),
            Entry.of("bias", VECTOR, ADDED, Part.INPUT_BIAS, Part.STATE_BIAS));

    static Table torch(String gates) {
        return new Table(gates, "", TORCH);
    }

    static Table kerasWithOneBias(String gates) {
        return new Table(gates, "", KERAS_ONE_BIAS);
    }

    static Table kerasWithTwoBiases(String gates) {
        return new Table(gates, "", KERAS_TWO_BIASES);
    }

    static Table onnx(String gates) {
        return new Table(gates, "iof", ONNX);
    }

    static Table joined(String gates) {
        return new Table(gates, "", JOINED);
    }
}
