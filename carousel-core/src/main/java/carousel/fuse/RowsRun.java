package carousel.fuse;

import carousel.kernel.Gang;
import java.util.List;

/** A row-wise operation. */
record RowsRun(String name, Code code, List<Place.At> operands, int width) implements Instruction {

    /** One row: of every operand its array and where the row begins. */
    interface Code {
        void row(float[][] arrays, int[] bases, int width);
    }

    @Override
    public void rows(Frame frame, int first, int last) {
        for (int i = 0; i < operands.size(); i++) {
            frame.loopArrays[i] = frame.array(operands.get(i));
            frame.loopBases[i] = frame.at(operands.get(i), first);
        }
        for (int r = first; r < last; r++) {
            code.row(frame.loopArrays, frame.loopBases, width);
            for (int i = 0; i < operands.size(); i++) {
                frame.loopBases[i] += operands.get(i).place().stride();
            }
        }
    }

    @Override
    public void together(Frame frame, int rows, int part, Gang gang) {
        rows(frame, rows * part / gang.size(), rows * (part + 1) / gang.size());
        gang.await(part);
    }

    @Override
    public String explain() {
        return "rows    " + name + " over " + width + " columns";
    }
}
