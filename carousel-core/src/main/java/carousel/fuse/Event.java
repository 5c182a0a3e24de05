package carousel.fuse;

import carousel.tensor.Orientation;
import carousel.tensor.RowWise;
import carousel.tensor.Tensor;
import java.util.List;

/** What a step does between loops: it needs whole rows. Compared by identity. */
sealed interface Event {

    /** What it reads. */
    List<Group> inputs();

    /** The columns of what it makes. */
    int columns();

    /** left [B,K] times w [K,N], or its transpose. */
    final class Product implements Event {
        private final Group left;
        private final Tensor w;
        private final Orientation orientation;

        Product(Group left, Tensor w, Orientation orientation) {
            this.left = left;
            this.w = w;
            this.orientation = orientation;
        }

        Group left() {
            return left;
        }

        Tensor w() {
            return w;
        }

        Orientation orientation() {
            return orientation;
        }

        @Override
        public List<Group> inputs() {
            return List.of(left);
        }

        @Override
        public int columns() {
            return orientation == Orientation.PLAIN ? w.columns() : w.rows();
        }
    }

    /** A row-wise operation. */
    final class Rows implements Event {
        private final RowWise op;
        private final Group x;

        Rows(RowWise op, Group x) {
            this.op = op;
            this.x = x;
        }

        RowWise op() {
            return op;
        }

        @Override
        public List<Group> inputs() {
            return List.of(x);
        }

        @Override
        public int columns() {
            return op.columns(x.columns());
        }
    }

    /** The adjoint of a row-wise operation: from dy, x and y to dx. */
    final class RowsAdjoint implements Event {
        private final RowWise op;
        private final List<Group> inputs;

        RowsAdjoint(RowWise op, Group dy, Group x, Group y) {
            this.op = op;
            this.inputs = List.of(dy, x, y);
        }

        RowWise op() {
            return op;
        }

        @Override
        public List<Group> inputs() {
            return inputs;
        }

        @Override
        public int columns() {
            return inputs.get(1).columns();
        }
    }

    /** The sum of each row. */
    final class Sum implements Event {
        private final Group x;

        Sum(Group x) {
            this.x = x;
        }

        @Override
        public List<Group> inputs() {
            return List.of(x);
        }

        @Override
        public int columns() {
            return 1;
        }
    }
}
