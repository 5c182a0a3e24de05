package carousel.fuse;

import carousel.kernel.Simd;
import carousel.kernel.Transcendental;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** The operations of a loop on a vector of units at a time. */
final class VectorCode implements LoopCode.Target {
    private static final String PACKAGE = "jdk.incubator.vector";
    private static final ClassDesc VECTOR = ClassDesc.of(PACKAGE, "Vector");
    private static final ClassDesc FLOAT = ClassDesc.of(PACKAGE, "FloatVector");
    private static final ClassDesc INT = ClassDesc.of(PACKAGE, "IntVector");
    private static final ClassDesc MASK = ClassDesc.of(PACKAGE, "VectorMask");
    private static final ClassDesc SPECIES = ClassDesc.of(PACKAGE, "VectorSpecies");
    private static final ClassDesc OPERATORS = ClassDesc.of(PACKAGE, "VectorOperators");
    private static final ClassDesc COMPARISON = OPERATORS.nested("Comparison");
    private static final ClassDesc CONVERSION = OPERATORS.nested("Conversion");
    private static final ClassDesc BINARY = OPERATORS.nested("Binary");
    private static final ClassDesc WIDTH = ClassDesc.of("carousel.kernel.VectorWidth");
    private static final ClassDesc FLOATS = ClassDesc.ofDescriptor("[F");

    private static final MethodTypeDesc NONE = MethodTypeDesc.of(FLOAT);
    private static final MethodTypeDesc ONE = MethodTypeDesc.of(FLOAT, VECTOR);
    private static final MethodTypeDesc TWO = MethodTypeDesc.of(FLOAT, VECTOR, VECTOR);
    private static final MethodTypeDesc COMPARE = MethodTypeDesc.of(MASK, COMPARISON, VECTOR);
    private static final MethodTypeDesc BLEND = MethodTypeDesc.of(FLOAT, VECTOR, MASK);
    private static final MethodTypeDesc FROM_ARRAY = MethodTypeDesc.of(FLOAT, SPECIES, FLOATS, ConstantDescs.CD_int);
    private static final MethodTypeDesc INTO_ARRAY =
            MethodTypeDesc.of(ConstantDescs.CD_void, FLOATS, ConstantDescs.CD_int);
    private static final MethodTypeDesc BROADCAST = MethodTypeDesc.of(FLOAT, SPECIES, ConstantDescs.CD_float);
    private static final MethodTypeDesc AS_INTS = MethodTypeDesc.of(INT);
    private static final MethodTypeDesc SHIFT = MethodTypeDesc.of(INT, BINARY, ConstantDescs.CD_int);
    private static final MethodTypeDesc INT_WITH = MethodTypeDesc.of(INT, VECTOR);
    private static final MethodTypeDesc INT_WITH_NUMBER = MethodTypeDesc.of(INT, ConstantDescs.CD_int);
    private static final MethodTypeDesc CONVERT = MethodTypeDesc.of(VECTOR, CONVERSION, ConstantDescs.CD_int);

    private final CodeBuilder code;

    VectorCode(CodeBuilder code) {
        this.code = code;
    }

    @Override
    public TypeKind kind() {
        return TypeKind.REFERENCE;
    }

    @Override
    public int step() {
        return Simd.bits() / 32;
    }

    @Override
    public boolean expands() {
        return true;
    }

    /** The species must come first: it slips under array and index. */
    @Override
    public void load() {
        int index = code.allocateLocal(TypeKind.INT);
        int array = code.allocateLocal(TypeKind.REFERENCE);
        code.istore(index).astore(array);
        species().aload(array).iload(index).invokestatic(FLOAT, "fromArray", FROM_ARRAY);
    }

    @Override
    public void store(int array, Runnable index, int value) {
        code.aload(value).aload(array);
        index.run();
        code.invokevirtual(FLOAT, "intoArray", INTO_ARRAY);
    }

    @Override
    public void broadcast() {
        int number = code.allocateLocal(TypeKind.FLOAT);
        code.fstore(number);
        species().fload(number).invokestatic(FLOAT, "broadcast", BROADCAST);
    }

    private CodeBuilder species() {
        return code.getstatic(WIDTH, "SPECIES", SPECIES);
    }

    @Override
    public void apply(Lane.Code operation, int... locals) {
        switch (operation) {
            case ADD -> with("add", ONE, locals);
            case SUBTRACT -> with("sub", ONE, locals);
            case MULTIPLY -> with("mul", ONE, locals);
            case DIVIDE -> with("div", ONE, locals);
            case NEGATE -> with("neg", NONE, locals);
            case MAGNITUDE -> with("abs", NONE, locals);
            case MAXIMUM -> with("max", ONE, locals);
            case SQUARE_ROOT -> with("sqrt", NONE, locals);
            case FMA -> with("fma", TWO, locals);
            case WHERE_ABOVE -> select("GT", locals[0], locals[1], locals[2], locals[3]);
            case WHERE_AT_LEAST -> select("GE", locals[0], locals[1], locals[2], locals[3]);
            case POWER -> power(locals[0], locals[1]);
            case LOG -> log(locals[0]);
            case LEAF, NUMBER, LITERAL, TANH, SIGMOID, EXP ->
                throw new IllegalStateException("no vector code for " + operation);
        }
    }

    private void with(String method, MethodTypeDesc type, int... locals) {
        for (int local : locals) {
            code.aload(local);
        }
        code.invokevirtual(FLOAT, method, type);
    }

    private CodeBuilder operator(String name, ClassDesc type) {
        return code.getstatic(OPERATORS, name, type);
    }

    /** Adds the low bits of b to the exponent of a. */
    private void power(int a, int b) {
        code.aload(a).invokevirtual(FLOAT, "reinterpretAsInts", AS_INTS);
        code.aload(b).invokevirtual(FLOAT, "reinterpretAsInts", AS_INTS);
        operator("LSHL", BINARY).loadConstant(23).invokevirtual(INT, "lanewise", SHIFT);
        code.invokevirtual(INT, "add", INT_WITH).invokevirtual(INT, "reinterpretAsFloats", NONE);
    }

    /** See {@link Transcendental#log}: the only function that needs whole numbers. */
    private void log(int x) {
        int scaled = local(() -> {
            number(Transcendental.SUBNORMAL_SCALE);
            code.aload(x);
            code.invokevirtual(FLOAT, "mul", ONE);
        });
        int least = constant(Float.MIN_NORMAL);
        int v = local(() -> select("LT", x, least, scaled, x));
        int bits = local(() -> code.aload(v)
                .invokevirtual(FLOAT, "reinterpretAsInts", AS_INTS)
                .loadConstant(Transcendental.SQRT_HALF)
                .invokevirtual(INT, "sub", INT_WITH_NUMBER));
        int whole = local(() -> {
            code.aload(bits);
            operator("ASHR", BINARY).loadConstant(23).invokevirtual(INT, "lanewise", SHIFT);
            operator("I2F", CONVERSION).iconst_0();
            code.invokevirtual(INT, "convert", CONVERT).checkcast(FLOAT);
        });
        int less = local(() -> {
            code.aload(whole);
            number(Transcendental.SUBNORMAL_BITS);
            code.invokevirtual(FLOAT, "sub", ONE);
        });
        int n = local(() -> select("LT", x, least, less, whole));
        int z = local(() -> {
            code.aload(bits)
                    .loadConstant(Transcendental.MANTISSA)
                    .invokevirtual(INT, "and", INT_WITH_NUMBER)
                    .loadConstant(Transcendental.SQRT_HALF)
                    .invokevirtual(INT, "add", INT_WITH_NUMBER)
                    .invokevirtual(INT, "reinterpretAsFloats", NONE);
            number(1f);
            code.invokevirtual(FLOAT, "sub", ONE);
        });
        int u = local(() -> code.aload(z).aload(z).invokevirtual(FLOAT, "mul", ONE));
        int p = local(() -> polynomial(z));
        int small = local(() -> {
            code.aload(u);
            number(-0.5f);
            code.aload(n);
            number(Transcendental.LN2_LOW);
            code.aload(z).aload(u).invokevirtual(FLOAT, "mul", ONE);
            code.aload(p).invokevirtual(FLOAT, "mul", ONE);
            code.invokevirtual(FLOAT, "fma", TWO).invokevirtual(FLOAT, "fma", TWO);
        });
        int y = local(() -> {
            code.aload(n);
            number(Transcendental.LN2_HIGH);
            code.aload(z).aload(small).invokevirtual(FLOAT, "add", ONE);
            code.invokevirtual(FLOAT, "fma", TWO);
        });
        int zero = constant(0f);
        int infinite = constant(Float.POSITIVE_INFINITY);
        int most = local(() -> select("EQ", x, infinite, infinite, y));
        int none = constant(Float.NEGATIVE_INFINITY);
        int least0 = local(() -> select("EQ", x, zero, none, most));
        int nan = constant(Float.NaN);
        int below = local(() -> select("LT", x, zero, nan, least0));
        select("NE", x, x, x, below);
    }

    private void polynomial(int z) {
        number(Transcendental.L10);
        for (float next : new float[] {
            Transcendental.L9,
            Transcendental.L8,
            Transcendental.L7,
            Transcendental.L6,
            Transcendental.L5,
            Transcendental.L4,
            Transcendental.L3
        }) {
            code.aload(z);
            number(next);
            code.invokevirtual(FLOAT, "fma", TWO);
        }
    }

    private void select(String comparison, int a, int b, int yes, int no) {
        code.aload(no).aload(yes).aload(a);
        operator(comparison, COMPARISON).aload(b);
        code.invokevirtual(FLOAT, "compare", COMPARE).invokevirtual(FLOAT, "blend", BLEND);
    }

    private void number(float value) {
        species().loadConstant(value).invokestatic(FLOAT, "broadcast", BROADCAST);
    }

    private int constant(float value) {
        return local(() -> number(value));
    }

    private int local(Runnable push) {
        push.run();
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        return local;
    }
}
