package carousel.fuse;

import carousel.kernel.Gang;
import carousel.kernel.Gemm;
import carousel.kernel.Panels;
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

    /** Whether the left side is the input as it stands. */
    boolean ofInput() {
        return left.place().role() == Place.Role.INPUT && left.column() == 0;
    }

    private void part(Frame frame, int first, int last, int firstPanel, int lastPanel) {
        if (ofInput() && frame.lookup.used() && frame.products[panels] != null) {
            lookUp(frame, first, last, firstPanel, lastPanel);
            return;
        }
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

    private void lookUp(Frame frame, int first, int last, int firstPanel, int lastPanel) {
        int n = frame.panels[panels].n();
        int from = Math.min(n, firstPanel * Panels.WIDTH);
        int width = Math.min(n, lastPanel * Panels.WIDTH) - from;
        int row = frame.bases[left.place().index()] / left.place().stride();
        for (int r = first; r < last; r++) {
            int at = frame.lookup.ids()[row + r] * n + from;
            System.arraycopy(frame.products[panels], at, frame.array(to), frame.at(to, r) + from, width);
        }
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
