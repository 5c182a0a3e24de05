package carousel.bench.contestant;

import carousel.bench.work.Contestant;
import carousel.bench.work.Pass;
import carousel.bench.work.Row;
import carousel.bench.work.Work;
import org.bytedeco.openblas.global.openblas_full;
import org.bytedeco.pytorch.global.torch;

/** PyTorch through the bindings of bytedeco. */
final class TorchContestant implements Contestant {

    TorchContestant() {
        threads(1); // loads the natives
    }

    @Override
    public Work prepare(Row row) {
        return switch (row.group()) {
            case STEP -> new TorchStep(row);
            case TRANSLATE -> row.pass() == Pass.TRAINING ? new TorchTranslation(row) : new TorchDecoding(row);
            default -> TorchScan.of(row);
        };
    }

    /** PyTorch's products run on OpenBLAS here, which has threads of its own. */
    @Override
    public void threads(int threads) {
        torch.set_num_threads(threads);
        openblas_full.openblas_set_num_threads(threads);
    }
}
