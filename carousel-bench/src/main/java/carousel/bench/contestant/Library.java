package carousel.bench.contestant;

import carousel.bench.work.Contestant;
import carousel.bench.work.Group;
import carousel.bench.work.Row;
import java.util.function.Supplier;

/** Who takes part, and in which rows. */
public enum Library {
    CAROUSEL("Carousel", CarouselContestant::new) {
        @Override
        public boolean runs(Row row) {
            return true;
        }
    },
    /** The only one with everything that PyTorch has. */
    BYTEDECO("PyTorch 2.10, bytedeco", TorchContestant::new) {
        @Override
        public boolean runs(Row row) {
            return row.group() != Group.ONNX && row.group() != Group.BATCH1;
        }
    },
    /** The official build; its Java side has neither packed sequences nor fused operations to write cells with. */
    DJL("PyTorch 2.7, official", DjlContestant::new) {
        @Override
        public boolean runs(Row row) {
            return row.group() == Group.SCAN;
        }
    },
    ONNX("ONNX Runtime", OnnxContestant::new) {
        @Override
        public boolean runs(Row row) {
            return row.group() == Group.ONNX;
        }
    };

    private final String title;
    private final Supplier<Contestant> start;

    Library(String title, Supplier<Contestant> start) {
        this.title = title;
        this.start = start;
    }

    public String title() {
        return title;
    }

    /** Whether it has what the row needs. */
    public abstract boolean runs(Row row);

    /** Loads the library into this process. */
    Contestant start() {
        return start.get();
    }
}
