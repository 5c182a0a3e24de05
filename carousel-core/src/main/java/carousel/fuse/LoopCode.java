package carousel.fuse;

import carousel.kernel.Simd;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * The bytes of a class for a loop. Its {@code run} goes through the rows and calls, for each, {@code row}, which does whole
 * vectors, and for less than one {@code tail}, which does unit by unit. Where the units are no multiple of a vector, the
 * last vector does some of them a second time: what a loop reads it never writes, so that changes nothing.
 */
final class LoopCode {
    private static final ClassDesc SELF = ClassDesc.of("carousel.fuse.Loop");
    private static final MethodTypeDesc RUN = MethodTypeDesc.ofDescriptor("([[F[I[I[FIIII)V");

    /** One row: arrays, where their row 0 begins, strides, numbers, the row, from, to. */
    private static final MethodTypeDesc PART = MethodTypeDesc.ofDescriptor("([[F[I[I[FIII)V");

    /** The locals of {@code run}. */
    private static final int ARRAYS = 1;

    private static final int BASES = 2;
    private static final int STRIDES = 3;
    private static final int NUMBERS = 4;
    private static final int ROW = 5;
    private static final int LAST = 6;
    private static final int FROM = 7;
    private static final int TO = 8;
    private static final int WHOLE = 9;

    private final LoopShape shape;

    LoopCode(LoopShape shape) {
        this.shape = shape;
    }

    byte[] bytes() {
        return ClassFile.of().build(SELF, type -> {
            type.withInterfaceSymbols(ClassDesc.of("carousel.fuse.FusedLoop"));
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
            type.withMethodBody(
                    ConstantDescs.INIT_NAME,
                    ConstantDescs.MTD_void,
                    0,
                    code -> code.aload(0)
                            .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                            .return_());
            type.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, LoopCode::run);
            if (Simd.bits() > 0) {
                type.withMethodBody(
                        "row",
                        PART,
                        ClassFile.ACC_STATIC,
                        code -> new LoopBody(shape, code, new VectorCode(code)).emit());
            }
            type.withMethodBody(
                    "tail", PART, ClassFile.ACC_STATIC, code -> new LoopBody(shape, code, new ScalarCode(code)).emit());
        });
    }

    private static void run(CodeBuilder code) {
        int vector = Simd.bits() / 32;
        code.iload(FROM);
        if (vector > 0) {
            code.iload(TO)
                    .iload(FROM)
                    .isub()
                    .loadConstant(vector)
                    .idiv()
                    .loadConstant(vector)
                    .imul()
                    .iadd();
        }
        code.istore(WHOLE);
        var test = code.newLabel();
        var end = code.newLabel();
        code.labelBinding(test).iload(ROW).iload(LAST).if_icmpge(end);
        if (vector > 0) {
            var noWhole = code.newLabel();
            code.iload(WHOLE).iload(FROM).if_icmple(noWhole);
            call(code, "row", () -> code.iload(FROM), () -> code.iload(WHOLE));
            code.labelBinding(noWhole);
        }
        var next = code.newLabel();
        code.iload(WHOLE).iload(TO).if_icmpge(next);
        if (vector > 0) {
            var few = code.newLabel();
            code.iload(TO).iload(FROM).isub().loadConstant(vector).if_icmplt(few);
            call(code, "row", () -> code.iload(TO).loadConstant(vector).isub(), () -> code.iload(TO));
            code.goto_(next).labelBinding(few);
        }
        call(code, "tail", () -> code.iload(FROM), () -> code.iload(TO));
        code.labelBinding(next).iinc(ROW, 1).goto_(test).labelBinding(end).return_();
    }

    private static void call(CodeBuilder code, String name, Runnable from, Runnable to) {
        code.aload(ARRAYS).aload(BASES).aload(STRIDES).aload(NUMBERS).iload(ROW);
        from.run();
        to.run();
        code.invokestatic(SELF, name, PART);
    }

    /** How one kind of code does the operations of a loop. */
    interface Target {
        TypeKind kind();

        /** How far a turn of the loop goes. */
        int step();

        /** Whether functions are to be spelled out. */
        boolean expands();

        /** Pushes the element of the array at the index, both on the stack. */
        void load();

        /** Stores the value into the array at the index, all on the stack in the order array, index, value. */
        void store(int array, Runnable index, int value);

        /** Turns the number on the stack into a value for every unit. */
        void broadcast();

        /** Does an operation on locals and pushes the result. */
        void apply(Lane.Code operation, int... locals);
    }
}
