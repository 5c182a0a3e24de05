package carousel.fuse;

import carousel.kernel.Panels;
import java.util.List;

/**
 * Where a thread stands in a scan: the array of every place, and where in it the step's first row begins. With a lookup, the
 * products of its table by the number of the weights.
 */
final class Frame {
    final float[][] arrays;
    final int[] bases;
    final Panels[] panels;
    final float[][] loopArrays;
    final int[] loopBases;
    Lookup lookup = Lookup.NONE;
    float[][] products = {};

    /** @param widest the most operands of a loop */
    Frame(int places, int widest, Panels... panels) {
        this.arrays = new float[places][];
        this.bases = new int[places];
        this.panels = panels;
        this.loopArrays = new float[widest][];
        this.loopBases = new int[widest];
    }

    /** The same arrays, for another thread. */
    Frame forThread() {
        var other = new Frame(arrays.length, loopArrays.length, panels);
        System.arraycopy(arrays, 0, other.arrays, 0, arrays.length);
        other.lookup = lookup;
        other.products = products;
        return other;
    }

    float[] array(Place.At at) {
        return arrays[at.place().index()];
    }

    /** The first element of row {@code row}. */
    int at(Place.At at, int row) {
        return bases[at.place().index()] + row * at.place().stride() + at.column();
    }

    /** Moves to where rows of these roles begin. */
    void move(List<Place> places, int before, int after, int rows, int kept, int early) {
        for (int i = 0; i < bases.length; i++) {
            var place = places.get(i);
            int row = switch (place.role()) {
                case INPUT, OUTPUT, OUTPUT_GRADIENT, INPUT_GRADIENT -> rows;
                case BEFORE -> before;
                case AFTER -> after;
                case KEPT -> kept;
                case EARLY -> early;
                case CONSTANT, GRADIENT_AFTER, GRADIENT_BEFORE, STEP -> 0;
            };
            bases[i] = row * place.stride();
        }
    }
}
