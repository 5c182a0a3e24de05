package carousel.fuse;

import carousel.kernel.Gang;
import carousel.kernel.Gemm;
import carousel.tensor.Orientation;

/** A product of the step's rows with a packed weight, whose panels have a number in the frame. */
record ProductRun(Event.Product product, Place.At left, int panels, Place.At to) implements Instruction {

    @Override
    public void rows(Frame frame, int first, int last) {
        part(frame, first, last, 0, frame.panels[panels].count());
    }

    @Override
    public void together(Frame frame, int rows, int part, Gang gang) {
        int count = frame.panels[panels].count();
        part(frame, 0, rows, count * part / gang.size(), count * (part + 1) / gang.size());
        gang.await(part);
    }

    void part(Frame frame, int first, int last, int firstPanel, int lastPanel) {
        Gemm.multiplyPart(
                frame.array(left),
                frame.at(left, first),
                left.place().stride(),
                last - first,
                frame.panels[panels],
                firstPanel,
                lastPanel,
                frame.array(to),
                frame.at(to, first),
                to.place().stride());
    }

    @Override
    public String explain() {
        var w = product.w();
        boolean plain = product.orientation() == Orientation.PLAIN;
        return "product [B,%d] x [%d,%d]%s, %,d multiply-adds a row"
                .formatted(
                        product.left().columns(),
                        product.left().columns(),
                        product.columns(),
                        plain ? "" : " transposed",
                        w.size());
    }
}
