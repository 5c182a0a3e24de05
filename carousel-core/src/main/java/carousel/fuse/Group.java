package carousel.fuse;

import java.util.List;

/** Lanes of blocks that stand side by side: the columns of a matrix. */
record Group(List<Lane> lanes, List<Integer> widths) {

    Group {
        lanes = List.copyOf(lanes);
        widths = List.copyOf(widths);
    }

    int columns() {
        return widths.stream().mapToInt(Integer::intValue).sum();
    }

    /** What is done with a lane and where it stands. */
    interface Visitor {
        void visit(Lane lane, int width, Place.At at);
    }

    /** Visits every lane, with its columns of a place that holds the group. */
    void each(Place place, Visitor visitor) {
        int column = 0;
        for (int i = 0; i < lanes.size(); i++) {
            visitor.visit(lanes.get(i), widths.get(i), new Place.At(place, column));
            column += widths.get(i);
        }
    }

    /** The source whose columns, all from the first on, these are; null when it is none. */
    Leaf.Source source() {
        Leaf.Source source = null;
        int column = 0;
        for (int i = 0; i < lanes.size(); i++) {
            var leaf = lanes.get(i).leaf();
            if (leaf == null
                    || leaf.repeated()
                    || leaf.column() != column
                    || source != null && !source.equals(leaf.source())) {
                return null;
            }
            source = leaf.source();
            column += widths.get(i);
        }
        return source;
    }
}
