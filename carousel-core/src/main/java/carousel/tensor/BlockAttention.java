package carousel.tensor;

import carousel.kernel.Elementwise;
import carousel.kernel.Gemm;
import carousel.kernel.Panels;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * What {@link Blocks} computes: a few small products for each block and head, which threads share out. Sums are chains over
 * rising columns or rows of one block, those of gradients for keys and values over falling rows; a row's weights have as many
 * elements as it sees and zeros before and behind, which change no sum. Keeps the weights for its adjoint, so it serves one application.
 */
final class BlockAttention implements Op {
    private static final float[] NONE = {};

    private final Blocks blocks;
    private final int heads;
    private final int[] offsets; // where a block's weights begin
    private float[] kept = NONE;

    BlockAttention(Blocks blocks, int heads) {
        this.blocks = blocks;
        this.heads = heads;
        offsets = new int[blocks.count() + 1];
        for (int b = 0; b < blocks.count(); b++) {
            offsets[b + 1] = Math.addExact(offsets[b], Math.multiplyExact(heads, size(b)));
        }
    }

    Blocks blocks() {
        return blocks;
    }

    int heads() {
        return heads;
    }

    /** The weights of a block for one head, a row of whole panels for each row that looks. */
    private int size(int b) {
        return blocks.looking(b).length * Panels.columns(blocks.seen(b).length);
    }

    private int offset(int b, int head) {
        return offsets[b] + head * size(b);
    }

    @Override
    public int[] shape(Tensor... in) {
        int width = in[0].columns();
        if (heads < 1 || width % heads != 0) {
            throw new ShapeException("attend", width + " columns", "columns divisible by " + heads + " heads");
        }
        require("queries", in[0].rows(), blocks.rows());
        requireMemory("keys", in[1], width);
        requireMemory("values", in[2], width);
        return new int[] {blocks.rows(), width};
    }

    private static void require(String what, int given, int needed) {
        if (given != needed) {
            throw new ShapeException("attend", given + " rows of " + what, needed + ", one for each that looks");
        }
    }

    private void requireMemory(String what, Tensor memory, int width) {
        if (memory.size() != (long) blocks.memoryRows() * width) {
            throw new ShapeException(
                    "attend", what + " " + ShapeException.of(memory.shape()), blocks.memoryRows() + " x " + width);
        }
    }

    @Override
    public void forward(Tensor[] in, Tensor out) {
        each(in, (b, head, desk) -> {
            var weights = desk.scratch(size(b));
            desk.weigh(in, b, head, weights, 0);
            desk.mix(in, b, head, weights, 0, out.buffer());
        });
    }

    @Override
    public void forward(Tensor[] in, Tensor out, IntFunction<float[]> buffers) {
        kept = buffers.apply(offsets[blocks.count()]);
        each(in, (b, head, desk) -> {
            desk.weigh(in, b, head, kept, offset(b, head));
            desk.mix(in, b, head, kept, offset(b, head), out.buffer());
        });
    }

    @Override
    public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
        var dx = new float[3][];
        for (int i = 0; i < 3; i++) {
            if (gradient.wants(i)) {
                dx[i] = gradient.into(i);
                Arrays.fill(dx[i], 0, in[i].size(), 0f);
            } else {
                dx[i] = NONE;
            }
        }
        each(in, (b, head, desk) -> desk.back(in, b, head, offset(b, head), gradient.output(), dx));
    }

    /** The mean of the heads' weights of each row. */
    float[][] weights(Tensor queries, Tensor keys) {
        var in = new Tensor[] {queries, keys, keys};
        shape(in);
        var means = new float[blocks.rows()][];
        var desk = new Desk(queries.columns());
        for (int b = 0; b < blocks.count(); b++) {
            int seen = blocks.seen(b).length;
            for (int row : blocks.looking(b)) {
                means[row] = new float[seen];
            }
            for (int head = 0; head < heads; head++) {
                var weights = desk.scratch(size(b));
                desk.weigh(in, b, head, weights, 0);
                for (int i = 0; i < blocks.looking(b).length; i++) {
                    int from = i * Panels.columns(seen);
                    Elementwise.addScaledAt(weights, from, 1f / heads, means[blocks.looking(b)[i]], 0, seen);
                }
            }
        }
        return means;
    }

    /** Work on one head of one block. */
    private interface Part {
        void run(int b, int head, Desk desk);
    }

    private void each(Tensor[] in, Part part) {
        int width = in[0].columns();
        long operations = 4L * offsets[blocks.count()] * (width / heads) + (long) blocks.rows() * width;
        Split.each(
                blocks.count() * heads,
                operations,
                () -> new Desk(width),
                (item, desk) -> part.run(item / heads, item % heads, desk));
    }

    /** What one thread works on: copies of the rows of a block and head, and panels of them. */
    private final class Desk {
        private final int width;
        private final int depth;
        private final int wide; // depth in whole panels
        private float[] left = NONE;
        private float[] right = NONE;
        private float[] result = NONE;
        private float[] scratch = NONE;
        private float[] slopes = NONE;
        private Panels[] plain = {};
        private Panels[] turned = {};

        Desk(int width) {
            this.width = width;
            this.depth = width / heads;
            this.wide = Panels.columns(depth);
        }

        float[] scratch(int size) {
            return scratch = grown(scratch, size);
        }

        private static float[] grown(float[] array, int size) {
            return array.length >= size ? array : new float[size];
        }

        /** The columns of a head of some rows, one below the other, and zeros behind up to so many rows. */
        private float[] taken(float[] to, float[] x, int[] rows, int head, int filled) {
            var copy = grown(to, filled * depth);
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(x, rows[i] * width + head * depth, copy, i * depth, depth);
            }
            Arrays.fill(copy, rows.length * depth, filled * depth, 0f);
            return copy;
        }

        private float[] queries(Tensor[] in, int b, int head) {
            var rows = blocks.looking(b);
            left = taken(left, in[0].buffer(), rows, head, rows.length);
            Elementwise.scale(left, scale(), left, 0, rows.length * depth);
            return left;
        }

        private float scale() {
            return (float) (1 / StrictMath.sqrt(depth));
        }

        /** A block's keys or values as the right-hand side of a product over their columns. */
        private Panels across(Tensor memory, int b, int head) {
            int filled = Panels.columns(blocks.seen(b).length);
            right = taken(right, memory.buffer(), blocks.seen(b), head, filled);
            int place = filled / Panels.WIDTH;
            turned = turned.length > place ? turned : Arrays.copyOf(turned, place + 1);
            turned[place] =
                    turned[place] == null ? Panels.transposed(right, filled, depth) : turned[place].refill(right);
            return turned[place];
        }

        /** The same over their rows. */
        private Panels along(Tensor memory, int b, int head) {
            int filled = Panels.columns(blocks.seen(b).length);
            right = taken(right, memory.buffer(), blocks.seen(b), head, filled);
            int place = filled / Panels.WIDTH;
            plain = plain.length > place ? plain : Arrays.copyOf(plain, place + 1);
            plain[place] = plain[place] == null ? Panels.of(right, filled, depth) : plain[place].refill(right);
            return plain[place];
        }

        /** The weights of a block and head. */
        void weigh(Tensor[] in, int b, int head, float[] weights, int at) {
            int rows = blocks.looking(b).length;
            int stride = Panels.columns(blocks.seen(b).length);
            if (rows == 0 || stride == 0) {
                return;
            }
            var keys = across(in[1], b, head);
            Gemm.multiplyPart(
                    queries(in, b, head), 0, depth, rows, keys, 0, stride / Panels.WIDTH, weights, at, stride);
            float slope = blocks.slope(head, heads);
            for (int i = 0; i < rows; i++) {
                int from = at + i * stride;
                int begin = blocks.begin(b, i);
                int end = blocks.end(b, i);
                if (slope > 0) {
                    fade(weights, from, begin, end, slope);
                }
                Softmax.of(weights, from + begin, end - begin, weights, from + begin);
                Arrays.fill(weights, from, from + begin, 0f);
                Arrays.fill(weights, from + end, from + stride, 0f);
            }
        }

        private static void fade(float[] scores, int from, int begin, int end, float slope) {
            for (int j = begin; j < end; j++) {
                scores[from + j] = scores[from + j] - slope * (end - 1 - j);
            }
        }

        /** What the rows of a block see. */
        void mix(Tensor[] in, int b, int head, float[] weights, int at, float[] out) {
            int rows = blocks.looking(b).length;
            int stride = Panels.columns(blocks.seen(b).length);
            if (rows == 1 || stride == 0) {
                mixRows(in[2].buffer(), b, head, weights, at, out);
                return;
            }
            result = grown(result, rows * wide);
            if (rows > 0) {
                var values = along(in[2], b, head);
                Gemm.multiplyPart(weights, at, stride, rows, values, 0, wide / Panels.WIDTH, result, 0, wide);
            }
            put(result, wide, blocks.looking(b), head, out);
        }

        /** The same chains without packing anything, which pays for one row. */
        private void mixRows(float[] values, int b, int head, float[] weights, int at, float[] out) {
            var seen = blocks.seen(b);
            for (int row : blocks.looking(b)) {
                int to = row * width + head * depth;
                Arrays.fill(out, to, to + depth, 0f);
                for (int j = 0; j < seen.length; j++) {
                    Elementwise.addScaledAt(values, seen[j] * width + head * depth, weights[at + j], out, to, depth);
                }
            }
        }

        private void put(float[] from, int stride, int[] rows, int head, float[] to) {
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(from, i * stride, to, rows[i] * width + head * depth, depth);
            }
        }

        /** All shares of a block and head. */
        void back(Tensor[] in, int b, int head, int at, float[] dy, float[][] dx) {
            int rows = blocks.looking(b).length;
            int stride = Panels.columns(blocks.seen(b).length);
            if (rows == 0 || stride == 0) {
                return;
            }
            left = taken(left, dy, blocks.looking(b), head, rows);
            if (dx[2].length > 0) {
                memory(kept, at, b, head, dx[2]);
            }
            var ds = slopes(in, b, head, at);
            if (dx[0].length > 0) {
                result = grown(result, rows * wide);
                var keys = along(in[1], b, head);
                Gemm.multiplyPart(ds, 0, stride, rows, keys, 0, wide / Panels.WIDTH, result, 0, wide);
                Elementwise.scale(result, scale(), result, 0, rows * wide);
                put(result, wide, blocks.looking(b), head, dx[0]);
            }
            if (dx[1].length > 0) {
                queries(in, b, head);
                memory(ds, 0, b, head, dx[1]);
            }
        }

        /** The gradients of the scores, from that of the results in {@code left}. */
        private float[] slopes(Tensor[] in, int b, int head, int at) {
            int rows = blocks.looking(b).length;
            int stride = Panels.columns(blocks.seen(b).length);
            var dw = scratch(rows * stride);
            var values = across(in[2], b, head);
            Gemm.multiplyPart(left, 0, depth, rows, values, 0, stride / Panels.WIDTH, dw, 0, stride);
            slopes = grown(slopes, rows * stride);
            for (int i = 0; i < rows; i++) {
                int from = i * stride;
                int begin = blocks.begin(b, i);
                int end = blocks.end(b, i);
                Softmax.adjoint(dw, from + begin, kept, at + from + begin, end - begin, slopes, from + begin);
                Arrays.fill(slopes, from, from + begin, 0f);
                Arrays.fill(slopes, from + end, from + stride, 0f);
            }
            return slopes;
        }

        /** Rows that are looked at get what looks at them, times its weight: {@code left}, as {@code factors} say. */
        private void memory(float[] factors, int at, int b, int head, float[] dx) {
            int rows = blocks.looking(b).length;
            int seen = blocks.seen(b).length;
            int stride = Panels.columns(seen);
            result = grown(result, seen * depth);
            Arrays.fill(result, 0, seen * depth, 0f);
            Gemm.weightGradient(factors, at, stride, left, 0, depth, rows, seen, depth, result);
            put(result, depth, blocks.seen(b), head, dx);
        }
    }
}
