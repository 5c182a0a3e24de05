package carousel.fuse;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The loop over units of one row: everything in locals, first what is the same for all units, then the lines. */
final class LoopBody {
    /** The parameters of the method. */
    private static final int ARRAYS = 0;

    private static final int BASES = 1;
    private static final int STRIDES = 2;
    private static final int NUMBERS = 3;
    private static final int ROW = 4;
    private static final int FROM = 5;
    private static final int TO = 6;

    private final LoopShape shape;
    private final CodeBuilder code;
    private final LoopCode.Target target;
    private final Lanes lanes = new Lanes();
    private final Map<Lane, Integer> locals = new IdentityHashMap<>();
    private final int[] arrays;
    private final int[] begins;
    private final int unit;

    LoopBody(LoopShape shape, CodeBuilder code, LoopCode.Target target) {
        this.shape = shape;
        this.code = code;
        this.target = target;
        this.arrays = new int[shape.operands()];
        this.begins = new int[shape.operands()];
        this.unit = code.allocateLocal(TypeKind.INT);
    }

    void emit() {
        findRow();
        var values = values();
        var stored = shape.stores().stream().map(values::get).toList();
        var ordered = new LinkedHashSet<Lane>();
        stored.forEach(lane -> order(lane, ordered));
        for (var lane : ordered) {
            if (lane.isLeaf() && !(lane.code() == Lane.Code.LEAF && !lane.leaf().repeated())) {
                invariant(lane);
            }
        }
        var test = code.newLabel();
        var end = code.newLabel();
        code.iload(FROM).istore(unit);
        code.labelBinding(test).iload(unit).iload(TO);
        if (target.step() > 1) {
            code.loadConstant(target.step()).isub().if_icmpgt(end);
        } else {
            code.if_icmpge(end);
        }
        ordered.forEach(this::compute);
        for (int i = 0; i < stored.size(); i++) {
            int operand = shape.loads().size() + i;
            target.store(arrays[operand], () -> index(operand), local(stored.get(i)));
        }
        code.iinc(unit, target.step()).goto_(test).labelBinding(end).return_();
    }

    /**
     * Every operand's array and where the row begins in it, in locals. As parameters they would be too many: the
     * compiler gives up a method whose arguments take more of the stack than it has names for.
     */
    private void findRow() {
        for (int i = 0; i < shape.operands(); i++) {
            arrays[i] = code.allocateLocal(TypeKind.REFERENCE);
            begins[i] = code.allocateLocal(TypeKind.INT);
            code.aload(ARRAYS).loadConstant(i).aaload().astore(arrays[i]);
            code.aload(BASES).loadConstant(i).iaload();
            code.iload(ROW).aload(STRIDES).loadConstant(i).iaload().imul();
            code.iadd().istore(begins[i]);
        }
    }

    /** The lanes that the shape's values stand for. */
    private List<Lane> values() {
        var values = new ArrayList<Lane>();
        for (int i = 0; i < shape.loads().size(); i++) {
            values.add(lanes.leaf(new Leaf.Source.State(i), 0, shape.loads().get(i)));
        }
        for (int i = 0; i < shape.numbers(); i++) {
            values.add(lanes.number(i));
        }
        var expansion = new Expansion(lanes);
        for (var line : shape.lines()) {
            var operands = line.operands().stream().map(values::get).toList();
            values.add(target.expands() ? expansion.of(line.code(), operands) : lanes.of(line.code(), operands));
        }
        return values;
    }

    private static void order(Lane lane, Set<Lane> ordered) {
        if (!ordered.contains(lane)) {
            lane.operands().forEach(operand -> order(operand, ordered));
            ordered.add(lane);
        }
    }

    private void index(int operand) {
        code.iload(begins[operand]).iload(unit).iadd();
    }

    private int local(Lane lane) {
        return locals.get(lane);
    }

    private void define(Lane lane) {
        int local = code.allocateLocal(target.kind());
        code.storeLocal(target.kind(), local);
        locals.put(lane, local);
    }

    /** What is the same for all units. A number's value is its place among the numbers. */
    private void invariant(Lane lane) {
        switch (lane.code()) {
            case LITERAL -> code.loadConstant(lane.value());
            case NUMBER -> code.aload(NUMBERS).loadConstant((int) lane.value()).faload();
            default -> {
                int operand = ((Leaf.Source.State) lane.leaf().source()).position();
                code.aload(arrays[operand]).iload(begins[operand]).faload();
            }
        }
        target.broadcast();
        define(lane);
    }

    private void compute(Lane lane) {
        if (locals.containsKey(lane)) {
            return;
        }
        if (lane.code() == Lane.Code.LEAF) {
            int operand = ((Leaf.Source.State) lane.leaf().source()).position();
            code.aload(arrays[operand]);
            index(operand);
            target.load();
        } else {
            target.apply(
                    lane.code(), lane.operands().stream().mapToInt(this::local).toArray());
        }
        define(lane);
    }
}
