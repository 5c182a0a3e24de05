package carousel.tensor;

import carousel.kernel.Binary;
import carousel.kernel.Panels;
import carousel.kernel.Pool;
import carousel.kernel.Unary;
import java.util.Arrays;

/**
 * A dense array of floats with a shape, row-major. Either free (made by {@link #of}, {@link #zeros}, {@link #weight}; lives
 * as long as it is reachable) or a value on a tape (made by an operation inside {@link Tape#run}; using it after the tape
 * has ended throws {@link IllegalStateException}).
 *
 * <p>Values do not change, with one exception: an optimiser changes weights through {@link #change}, which moves the
 * weight's version on. Safe for many threads while no weight is being changed.
 *
 * <p>A vector [n] counts as one row of n columns, a tensor without axes as one row of one column.
 */
public final class Tensor {
    /** The version of the arithmetic: moves on when any operation gives other bits than before. */
    public static final int NUMERICS = 1;

    private enum Kind {
        VALUE,
        KEPT,
        WEIGHT,
        TRACKED,
        SYMBOL
    }

    private static final float[] NONE = {};

    /** What constants of zeros share, up to so many elements: nobody writes into constants. */
    private static final int MOST_SHARED = 1 << 20;

    private static final class Zeros {
        private static final float[] SHARED = new float[MOST_SHARED];
    }

    private final int[] shape;
    private final int size;
    private final float[] buffer;
    private final Tape tape;
    private final Kind kind;
    private int number;
    private int version;
    private boolean recycled;
    private PackedWeight packed;

    private Tensor(int[] shape, float[] buffer, Tape tape, Kind kind) {
        this.shape = shape;
        this.size = Shapes.size(shape);
        this.buffer = buffer;
        this.tape = tape;
        this.kind = kind;
        if (kind != Kind.SYMBOL && buffer.length < size) {
            throw new ShapeException(
                    "tensor", buffer.length + " values", size + " for shape " + ShapeException.of(shape));
        }
    }

    /** A constant with a copy of these values. */
    public static Tensor of(float[] values, int... shape) {
        return new Tensor(shape.clone(), Shapes.exactly(values, shape), null, Kind.VALUE);
    }

    /** A constant without axes. */
    public static Tensor scalar(float value) {
        return new Tensor(new int[0], new float[] {value}, null, Kind.VALUE);
    }

    /** A constant of zeros; unlike other free tensors it cannot be changed. */
    public static Tensor zeros(int... shape) {
        return Shapes.size(shape) <= MOST_SHARED
                ? new Tensor(shape.clone(), Zeros.SHARED, null, Kind.VALUE)
                : free(shape.clone());
    }

    /** A trainable tensor with a copy of these values: gradients are taken for it. */
    public static Tensor weight(float[] values, int... shape) {
        return new Tensor(shape.clone(), Shapes.exactly(values, shape), null, Kind.WEIGHT);
    }

    static Tensor free(int[] shape) {
        return new Tensor(shape, new float[Shapes.size(shape)], null, Kind.VALUE);
    }

    /** Whether the values lie in this buffer. */
    boolean isIn(float[] buffer) {
        return this.buffer == buffer;
    }

    /** The same buffer, which is the tape's no more, free; {@link Tape#recycle} may give it back. */
    Tensor kept() {
        return new Tensor(shape, buffer, null, Kind.KEPT);
    }

    /** A free copy in a buffer of a pool, which {@link Tape#recycle} may give back. */
    Tensor kept(Pool pool) {
        if (tape == null && kind == Kind.VALUE) {
            return this;
        }
        var copy = pool.take(size);
        System.arraycopy(buffer(), 0, copy, 0, size);
        return new Tensor(shape, copy, null, Kind.KEPT);
    }

    /** Gives the buffer of a kept tensor back; the tensor must not be used any more. */
    void recycle(Pool pool) {
        if (kind == Kind.KEPT && !recycled) {
            recycled = true;
            pool.give(buffer);
        }
    }

    static Tensor symbol(int[] shape) {
        return new Tensor(shape, NONE, null, Kind.SYMBOL);
    }

    static Tensor on(Tape tape, int[] shape, float[] buffer, boolean tracked) {
        return new Tensor(shape, buffer, tape, tracked ? Kind.TRACKED : Kind.VALUE);
    }

    // ---- what it is

    public int[] shape() {
        return shape.clone();
    }

    public int rank() {
        return shape.length;
    }

    public int size() {
        return size;
    }

    /** The length of the last axis. */
    public int columns() {
        return shape.length == 0 ? 1 : shape[shape.length - 1];
    }

    /** The product of all axes but the last. */
    public int rows() {
        int rows = 1;
        for (int i = 0; i < shape.length - 1; i++) {
            rows *= shape[i];
        }
        return rows;
    }

    /** Whether gradients are taken for this tensor. */
    public boolean weight() {
        return kind == Kind.WEIGHT;
    }

    /** How often {@link #change} has been called. */
    public int version() {
        return version;
    }

    /** Whether gradients flow through this tensor: a weight, or computed from one on a recording tape. */
    public boolean tracked() {
        return kind == Kind.WEIGHT || kind == Kind.TRACKED;
    }

    int number() {
        return number;
    }

    void number(int position) {
        number = position;
    }

    // ---- reading and changing values

    /** A copy of the values. */
    public float[] toArray() {
        return Arrays.copyOf(buffer(), size);
    }

    /** The value of a tensor of one element. */
    public float item() {
        if (size != 1) {
            throw new ShapeException("item", ShapeException.of(shape), "one element");
        }
        return buffer()[0];
    }

    public float at(int row, int column) {
        if (row < 0 || row >= rows() || column < 0 || column >= columns()) {
            throw new ShapeException("at", row + ", " + column, "an element of " + ShapeException.of(shape));
        }
        return buffer()[row * columns() + column];
    }

    /** The live array behind the tensor, for operations: only read it, and only its first {@link #size()} elements. */
    public float[] buffer() {
        requireAlive();
        if (kind == Kind.SYMBOL || Trace.recording()) {
            throw new UntraceableException("it reads the values of a tensor " + Arrays.toString(shape));
        }
        return buffer;
    }

    /** The same values as a constant that belongs to no tape: gradients stop here. */
    public Tensor detached() {
        return tape == null && kind == Kind.VALUE ? this : new Tensor(shape, toArray(), null, Kind.VALUE);
    }

    /** These values, and whatever becomes of them, as a constant: gradients stop here. Not of a tape's tensors. */
    public Tensor constant() {
        if (tape != null) {
            throw new IllegalStateException("constant: a value of a tape; detach a copy");
        }
        return kind == Kind.VALUE ? this : new Tensor(shape, buffer, null, Kind.VALUE);
    }

    /** The same values as a free trainable tensor. */
    public Tensor toWeight() {
        return new Tensor(shape, toArray(), null, Kind.WEIGHT);
    }

    /** Changes the values in place, a range at a time on several threads, and moves the version on. Not on a tape's tensors. */
    public void change(Change change) {
        if (tape != null || buffer == Zeros.SHARED) {
            throw new IllegalStateException("change: a value of a tape or a constant of zeros does not change");
        }
        Split.over(size, (from, to) -> change.apply(buffer, from, to));
        version++;
    }

    /** A change of the elements from (inclusive) to (exclusive) of a tensor's values; ranges are disjoint. */
    public interface Change {
        void apply(float[] values, int from, int to);
    }

    void requireAlive() {
        if (recycled) {
            throw new IllegalStateException("a tensor was used whose buffer has been recycled");
        }
        if (tape != null && tape.ended()) {
            throw new IllegalStateException(
                    "a tensor of a finished tape was used: keep it through Outcome.of(loss, keep), or detach a copy");
        }
    }

    /** This matrix packed as the right-hand side of a product; packed once per version. */
    public Panels panels(Orientation orientation) {
        synchronized (this) {
            if (packed == null) {
                packed = new PackedWeight();
            }
            return packed.of(this, orientation);
        }
    }

    // ---- arithmetic; the right-hand side may be a row [n] or a column [m,1] that is repeated, and so may the left

    public Tensor plus(Tensor right) {
        return apply(new BinaryOp(Binary.PLUS), this, right);
    }

    public Tensor minus(Tensor right) {
        return apply(new BinaryOp(Binary.MINUS), this, right);
    }

    public Tensor times(Tensor right) {
        return apply(new BinaryOp(Binary.TIMES), this, right);
    }

    public Tensor dividedBy(Tensor right) {
        return apply(new BinaryOp(Binary.DIVIDE), this, right);
    }

    /** The larger of the two, element by element; equal elements share the gradient's whole with the left. */
    public Tensor max(Tensor right) {
        return apply(new BinaryOp(Binary.MAXIMUM), this, right);
    }

    public Tensor times(float factor) {
        return apply(new ConstantOp.Scale(factor), this);
    }

    public Tensor plus(float addend) {
        return apply(new ConstantOp.Shift(addend), this);
    }

    // ---- element-wise functions

    public Tensor negate() {
        return apply(new UnaryOp(Unary.NEGATE), this);
    }

    public Tensor abs() {
        return apply(new UnaryOp(Unary.ABS), this);
    }

    public Tensor relu() {
        return apply(new UnaryOp(Unary.RELU), this);
    }

    public Tensor square() {
        return apply(new UnaryOp(Unary.SQUARE), this);
    }

    public Tensor sqrt() {
        return apply(new UnaryOp(Unary.SQRT), this);
    }

    public Tensor reciprocal() {
        return apply(new UnaryOp(Unary.RECIPROCAL), this);
    }

    /** The logistic function 1 / (1 + exp(-x)). */
    public Tensor sigmoid() {
        return apply(new UnaryOp(Unary.SIGMOID), this);
    }

    public Tensor tanh() {
        return apply(new UnaryOp(Unary.TANH), this);
    }

    public Tensor exp() {
        return apply(new UnaryOp(Unary.EXP), this);
    }

    public Tensor log() {
        return apply(new UnaryOp(Unary.LOG), this);
    }

    /** The same values as a node of its own: what reaches it backwards is summed before it is added here. */
    public Tensor copy() {
        return apply(new Copy(), this);
    }

    // ---- products

    /** [M,K] times [K,N] gives [M,N]; a vector on the left counts as one row. */
    public Tensor matmul(Tensor right) {
        return apply(new Product(Orientation.PLAIN), this, right);
    }

    /** [M,K] times the transpose of [N,K] gives [M,N]. */
    public Tensor matmulTransposed(Tensor right) {
        return apply(new Product(Orientation.TRANSPOSED), this, right);
    }

    // ---- parts and wholes

    /** Rows from (inclusive) to (exclusive). */
    public Tensor rows(int from, int to) {
        return from == 0 && to == rows() ? this : apply(new Slice.Rows(from, to), this);
    }

    /** Columns from (inclusive) to (exclusive). */
    public Tensor columns(int from, int to) {
        return from == 0 && to == columns() ? this : apply(new Slice.Columns(from, to), this);
    }

    /** Equal blocks of columns. */
    public Tensor[] split(int parts) {
        if (parts < 1 || columns() % parts != 0) {
            throw new ShapeException("split", ShapeException.of(shape), "columns divisible by " + parts);
        }
        int width = columns() / parts;
        var blocks = new Tensor[parts];
        for (int i = 0; i < parts; i++) {
            blocks[i] = columns(i * width, (i + 1) * width);
        }
        return blocks;
    }

    /** Row {@code ids[i]} of this table becomes row i of the result; the gradient adds up over repeated rows. */
    public Tensor gather(int... ids) {
        return apply(new Slice.Gather(ids.clone()), this);
    }

    /** Blocks side by side: equal numbers of rows. */
    public static Tensor concatColumns(Tensor... blocks) {
        return blocks.length == 1 ? blocks[0] : apply(new Concat.Columns(), blocks);
    }

    /** Blocks one below the other: equal numbers of columns. */
    public static Tensor concatRows(Tensor... blocks) {
        return blocks.length == 1 ? blocks[0] : apply(new Concat.Rows(), blocks);
    }

    // ---- reductions and rows

    /** The sum of all elements. */
    public Tensor sum() {
        return apply(new Reduction.Total(), this);
    }

    /** The mean of all elements. */
    public Tensor mean() {
        return sum().times(1f / size);
    }

    /** The sum of each row: [M,N] gives [M,1]. */
    public Tensor rowSums() {
        return apply(new Reduction.RowSums(), this);
    }

    /** exp(x) / sum exp(x) over each row. */
    public Tensor softmax() {
        return apply(new Softmax(), this);
    }

    /** (x - mean) / sqrt(variance + epsilon) over each row: layer normalisation without gain and bias. */
    public Tensor normalize(float epsilon) {
        return apply(new Normalize(epsilon), this);
    }

    /** -log softmax(x)[target] of each row: [N,V] and N targets give [N,1]. */
    public Tensor negativeLogLikelihood(int... targets) {
        return Smoothing.NONE.negativeLogLikelihood(this, targets);
    }

    /** {@code matmul(w) + b} and the negative log-likelihood in one, without keeping the scores: the same bits. */
    public Tensor negativeLogLikelihood(Tensor w, Tensor b, Orientation orientation, int... targets) {
        return Smoothing.NONE.negativeLogLikelihood(this, w, b, orientation, targets);
    }

    /** Zeroes units at random and scales the others by 1 / (1 - rate), as the mask says. */
    public Tensor mask(Mask mask) {
        return apply(mask, this);
    }

    /** Applies an operation and records it on the tape in scope, if there is one. */
    public static Tensor apply(Op op, Tensor... in) {
        return Tape.apply(op, in);
    }

    /** Applies a composite, whose outputs have these shapes, and records it on the tape in scope, if there is one. */
    public static Tensor[] applyAll(Composite composite, int[][] shapes, Tensor... in) {
        return Tape.applyAll(composite, shapes, in);
    }

    /** Shape and, for small tensors, values. */
    @Override
    public String toString() {
        var name = "Tensor" + Arrays.toString(shape);
        return size <= 16 && kind != Kind.SYMBOL && !(tape != null && tape.ended())
                ? name + " " + Arrays.toString(toArray())
                : name;
    }
}
