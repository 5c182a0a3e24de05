package carousel.fuse;

import carousel.fuse.Lane.Code;
import carousel.kernel.Arithmetic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes lanes; equal ones are made once. */
final class Lanes implements Arithmetic<Lane> {
    private final Map<Key, Lane> made = new HashMap<>();

    /** Operands by identity, floats by their bits. */
    private record Key(Code code, List<Lane> operands, Leaf leaf, int bits) {}

    private Lane make(Code code, Leaf leaf, float value, Lane... operands) {
        var key = new Key(code, List.of(operands), leaf, Float.floatToRawIntBits(value));
        return made.computeIfAbsent(key, k -> new Lane(made.size(), code, k.operands(), leaf, value));
    }

    Lane of(Code code, List<Lane> operands) {
        return make(code, null, 0, operands.toArray(Lane[]::new));
    }

    Lane leaf(Leaf.Source source, int column, boolean repeated) {
        return leaf(new Leaf(source, column, repeated));
    }

    Lane leaf(Leaf leaf) {
        return make(Code.LEAF, leaf, 0);
    }

    /** The same computation on one element for all units: of a column that a loop repeats. */
    Lane repeated(Lane lane) {
        if (lane.code() == Code.LEAF) {
            return leaf(lane.leaf().source(), lane.leaf().column(), true);
        }
        return lane.isLeaf()
                ? lane
                : of(lane.code(), lane.operands().stream().map(this::repeated).toList());
    }

    Lane literal(float value) {
        return make(Code.LITERAL, null, value);
    }

    Lane power(Lane a, Lane b) {
        return make(Code.POWER, null, 0, a, b);
    }

    @Override
    public Lane number(float value) {
        return make(Code.NUMBER, null, value);
    }

    @Override
    public Lane add(Lane a, Lane b) {
        return make(Code.ADD, null, 0, a, b);
    }

    @Override
    public Lane subtract(Lane a, Lane b) {
        return make(Code.SUBTRACT, null, 0, a, b);
    }

    @Override
    public Lane multiply(Lane a, Lane b) {
        return make(Code.MULTIPLY, null, 0, a, b);
    }

    @Override
    public Lane divide(Lane a, Lane b) {
        return make(Code.DIVIDE, null, 0, a, b);
    }

    @Override
    public Lane negate(Lane x) {
        return make(Code.NEGATE, null, 0, x);
    }

    @Override
    public Lane magnitude(Lane x) {
        return make(Code.MAGNITUDE, null, 0, x);
    }

    @Override
    public Lane maximum(Lane a, Lane b) {
        return make(Code.MAXIMUM, null, 0, a, b);
    }

    @Override
    public Lane squareRoot(Lane x) {
        return make(Code.SQUARE_ROOT, null, 0, x);
    }

    @Override
    public Lane fma(Lane a, Lane b, Lane c) {
        return make(Code.FMA, null, 0, a, b, c);
    }

    @Override
    public Lane whereAbove(Lane a, Lane b, Lane yes, Lane no) {
        return make(Code.WHERE_ABOVE, null, 0, a, b, yes, no);
    }

    @Override
    public Lane whereAtLeast(Lane a, Lane b, Lane yes, Lane no) {
        return make(Code.WHERE_AT_LEAST, null, 0, a, b, yes, no);
    }

    @Override
    public Lane tanh(Lane x) {
        return make(Code.TANH, null, 0, x);
    }

    @Override
    public Lane sigmoid(Lane x) {
        return make(Code.SIGMOID, null, 0, x);
    }

    @Override
    public Lane exp(Lane x) {
        return make(Code.EXP, null, 0, x);
    }

    @Override
    public Lane log(Lane x) {
        return make(Code.LOG, null, 0, x);
    }
}
