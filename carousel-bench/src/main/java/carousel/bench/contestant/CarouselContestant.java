package carousel.bench.contestant;

import carousel.bench.work.Contestant;
import carousel.bench.work.Pass;
import carousel.bench.work.Row;
import carousel.bench.work.Work;
import carousel.kernel.Workers;

/** Carousel through its public interfaces. Its threads are the process's own, set when it starts. */
final class CarouselContestant implements Contestant {

    @Override
    public Work prepare(Row row) {
        return switch (row.group()) {
            case STEP -> new CarouselStep(row);
            case TRANSLATE -> row.pass() == Pass.TRAINING ? new CarouselTranslation(row) : CarouselDecoding.of(row);
            default -> CarouselScan.of(row);
        };
    }

    @Override
    public void threads(int threads) {
        if (threads != Workers.current().threads()) {
            throw new IllegalArgumentException("Carousel runs on the "
                    + Workers.current().threads() + " threads of its process, not on " + threads);
        }
    }
}
