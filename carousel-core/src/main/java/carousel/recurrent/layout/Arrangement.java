package carousel.recurrent.layout;

import carousel.tensor.Tensor;

/** How parts, all of them matrices, make up one tensor. */
enum Arrangement {
    /** As it is. */
    PLAIN {
        @Override
        Tensor joined(Tensor... parts) {
            return parts[0];
        }

        @Override
        Tensor[] parted(Tensor whole, int... rows) {
            return new Tensor[] {whole};
        }
    },
    /** Its rows are the columns. */
    TRANSPOSED {
        @Override
        Tensor joined(Tensor... parts) {
            return Blocks.transposed(parts[0]);
        }

        @Override
        Tensor[] parted(Tensor whole, int... rows) {
            return new Tensor[] {Blocks.transposed(whole)};
        }
    },
    /** One above the other. */
    STACKED {
        @Override
        Tensor joined(Tensor... parts) {
            return Tensor.concatRows(parts);
        }

        @Override
        Tensor[] parted(Tensor whole, int... rows) {
            return new Tensor[] {whole.rows(0, rows[0]), whole.rows(rows[0], rows[0] + rows[1])};
        }
    },
    /** Side by side. */
    ABREAST {
        @Override
        Tensor joined(Tensor... parts) {
            return Tensor.concatColumns(parts);
        }

        @Override
        Tensor[] parted(Tensor whole, int... rows) {
            return whole.split(rows.length);
        }
    },
    /** Added; which share came from where is lost, the second is then zero. */
    ADDED {
        @Override
        Tensor joined(Tensor... parts) {
            return parts[0].plus(parts[1]);
        }

        @Override
        Tensor[] parted(Tensor whole, int... rows) {
            return new Tensor[] {whole, Tensor.zeros(whole.shape())};
        }
    };

    abstract Tensor joined(Tensor... parts);

    /**
     * The way back.
     *
     * @param rows of each part
     */
    abstract Tensor[] parted(Tensor whole, int... rows);
}
