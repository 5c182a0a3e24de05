package carousel.fuse;

import carousel.kernel.Transcendental;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** The operations of a loop on one unit at a time. */
final class ScalarCode implements LoopCode.Target {
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final ClassDesc TRANSCENDENTAL = ClassDesc.of(Transcendental.class.getName());
    private static final MethodTypeDesc ONE = MethodTypeDesc.ofDescriptor("(F)F");
    private static final MethodTypeDesc TWO = MethodTypeDesc.ofDescriptor("(FF)F");
    private static final MethodTypeDesc THREE = MethodTypeDesc.ofDescriptor("(FFF)F");
    private static final MethodTypeDesc ROOT = MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_double);

    private final CodeBuilder code;

    ScalarCode(CodeBuilder code) {
        this.code = code;
    }

    @Override
    public TypeKind kind() {
        return TypeKind.FLOAT;
    }

    @Override
    public int step() {
        return 1;
    }

    @Override
    public boolean expands() {
        return false;
    }

    @Override
    public void load() {
        code.faload();
    }

    @Override
    public void store(int array, Runnable index, int value) {
        code.aload(array);
        index.run();
        code.fload(value).fastore();
    }

    @Override
    public void broadcast() {}

    @Override
    public void apply(Lane.Code operation, int... locals) {
        switch (operation) {
            case WHERE_ABOVE, WHERE_AT_LEAST -> where(operation, locals);
            default -> {
                for (int local : locals) {
                    code.fload(local);
                }
                onStack(operation);
            }
        }
    }

    private void onStack(Lane.Code operation) {
        switch (operation) {
            case ADD -> code.fadd();
            case SUBTRACT -> code.fsub();
            case MULTIPLY -> code.fmul();
            case DIVIDE -> code.fdiv();
            case NEGATE -> code.fneg();
            case MAGNITUDE -> code.invokestatic(MATH, "abs", ONE);
            case MAXIMUM -> code.invokestatic(MATH, "max", TWO);
            case FMA -> code.invokestatic(MATH, "fma", THREE);
            case SQUARE_ROOT -> code.f2d().invokestatic(MATH, "sqrt", ROOT).d2f();
            case TANH -> code.invokestatic(TRANSCENDENTAL, "tanh", ONE);
            case SIGMOID -> code.invokestatic(TRANSCENDENTAL, "sigmoid", ONE);
            case EXP -> code.invokestatic(TRANSCENDENTAL, "exp", ONE);
            case LOG -> code.invokestatic(TRANSCENDENTAL, "log", ONE);
            case LEAF, NUMBER, LITERAL, POWER, WHERE_ABOVE, WHERE_AT_LEAST ->
                throw new IllegalStateException("no scalar code for " + operation);
        }
    }

    /** Comparisons with something that is not a number do not hold. */
    private void where(Lane.Code operation, int... locals) {
        var no = code.newLabel();
        var end = code.newLabel();
        code.fload(locals[0]).fload(locals[1]).fcmpl();
        if (operation == Lane.Code.WHERE_ABOVE) {
            code.ifle(no);
        } else {
            code.iflt(no);
        }
        code.fload(locals[2]).goto_(end).labelBinding(no).fload(locals[3]).labelBinding(end);
    }
}
