package carousel.fuse;

import java.util.List;

/**
 * A value that a compiled loop computes for every unit of a block of columns. Lanes that are equal are one object
 * ({@link Lanes}), so identity is equality.
 */
final class Lane {

    /** What a lane is made by. */
    enum Code {
        LEAF,
        NUMBER,
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        NEGATE,
        MAGNITUDE,
        MAXIMUM,
        SQUARE_ROOT,
        FMA,
        WHERE_ABOVE,
        WHERE_AT_LEAST,
        TANH,
        SIGMOID,
        EXP,
        LOG,
        /** Only within the code of a loop: a number that every cell shares. */
        LITERAL,
        /** Only within the code of a loop: a · 2ᵏ, with k in the low bits of b. */
        POWER
    }

    private final int number;
    private final Code code;
    private final List<Lane> operands;
    private final Leaf leaf;
    private final float value;
    private final boolean repeated;

    Lane(int number, Code code, List<Lane> operands, Leaf leaf, float value) {
        this.number = number;
        this.code = code;
        this.operands = operands;
        this.leaf = leaf;
        this.value = value;
        this.repeated = leaf == null ? operands.stream().allMatch(Lane::repeated) : leaf.repeated();
    }

    /** Lanes are numbered in the order in which they were made: operands before what uses them. */
    int number() {
        return number;
    }

    Code code() {
        return code;
    }

    List<Lane> operands() {
        return operands;
    }

    /** Of a LEAF, where it comes from. */
    Leaf leaf() {
        return leaf;
    }

    /** Of a NUMBER or LITERAL. */
    float value() {
        return value;
    }

    /** Whether it is the same for all units of a row: one element is all there is to store. */
    boolean repeated() {
        return repeated;
    }

    /** Whether it costs far more than to load it. */
    boolean dear() {
        return switch (code) {
            case TANH, SIGMOID, EXP, LOG, DIVIDE, SQUARE_ROOT -> true;
            default -> false;
        };
    }

    boolean isLeaf() {
        return code == Code.LEAF || code == Code.NUMBER || code == Code.LITERAL;
    }
}
