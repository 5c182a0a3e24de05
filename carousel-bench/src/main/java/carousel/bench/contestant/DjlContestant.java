package carousel.bench.contestant;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import carousel.bench.work.Contestant;
import carousel.bench.work.Row;
import carousel.bench.work.Work;

/** PyTorch's official build through the engine of DJL, called as directly as it can be. */
final class DjlContestant implements Contestant {

    DjlContestant() {
        Engine.getEngine("PyTorch"); // loads the natives
    }

    @Override
    public Work prepare(Row row) {
        return new DjlScan(row);
    }

    @Override
    public void threads(int threads) {
        JniUtils.setNumThreads(threads);
    }
}
