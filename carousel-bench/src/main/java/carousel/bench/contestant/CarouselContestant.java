package carousel.bench.contestant;

import carousel.bench.work.Contestant;
import carousel.bench.work.Group;
import carousel.bench.work.Row;
import carousel.bench.work.Work;
import carousel.kernel.Workers;

/** Carousel through its public interfaces. Its threads are the process's own, set when it starts. */
final class CarouselContestant implements Contestant {

    @Override
    public Work prepare(Row row) {
        return row.group() == Group.STEP ? new CarouselStep(row) : CarouselScan.of(row);
    }

    @Override
    public void threads(int threads) {
        if (threads != Workers.current().threads()) {
            throw new IllegalArgumentException("Carousel runs on the "
                    + Workers.current().threads() + " threads of its process, not on " + threads);
        }
    }
}
