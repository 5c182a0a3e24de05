package carousel.bench.contestant;

import carousel.bench.onnx.OnnxSession;
import carousel.bench.work.Contestant;
import carousel.bench.work.Row;
import carousel.bench.work.Work;
import carousel.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** ONNX Runtime. A session has its number of threads for life, so another number is another session. */
final class OnnxContestant implements Contestant {
    private int threads = 1;
    private OnnxWork work;

    @Override
    public Work prepare(Row row) {
        work = new OnnxWork(row, new OnnxSession(OnnxModel.of(row), threads));
        return work;
    }

    @Override
    public void threads(int threads) {
        if (threads != this.threads) {
            this.threads = threads;
            work.session.close();
            work.session = new OnnxSession(OnnxModel.of(work.row), threads);
        }
    }

    private static final class OnnxWork implements Work {
        private final Row row;
        private final float[] input;
        private final long[] shape;
        private OnnxSession session;

        OnnxWork(Row row, OnnxSession session) {
            this.row = row;
            this.input = row.input().toArray();
            this.shape = new long[] {row.steps(), row.batch(), row.hidden()};
            this.session = session;
        }

        @Override
        public float run() {
            return session.run("Y", input, shape)[0];
        }

        @Override
        public SequencedMap<String, Tensor> results() {
            var outputs = session.run("Y", input, shape); // [T,1,B,H]
            var results = new LinkedHashMap<String, Tensor>();
            results.put("outputs", Tensor.of(outputs, row.steps() * row.batch(), row.hidden()));
            return results;
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
