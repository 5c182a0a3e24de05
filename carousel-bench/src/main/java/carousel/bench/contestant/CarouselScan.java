package carousel.bench.contestant;

import carousel.bench.work.Group;
import carousel.bench.work.Pass;
import carousel.bench.work.Row;
import carousel.bench.work.Work;
import carousel.layer.Sequence;
import carousel.recurrent.Cell;
import carousel.recurrent.Recurrent;
import carousel.tensor.Outcome;
import carousel.tensor.Result;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** A cell over packed sequences. */
record CarouselScan(Recurrent recurrent, Sequence input, Tensor lossWeights, Pass pass) implements Work {
    private static final Step STEP = new Step(1, 0);

    static CarouselScan of(Row row) {
        var cell = row.group() == Group.BATCH1 ? new Loop<>(row.cell()) : row.cell();
        var input = new Sequence(row.input(), row.lengths());
        return new CarouselScan(Recurrent.of(cell), input, row.lossWeights(), row.pass());
    }

    @Override
    public float run() {
        if (pass == Pass.FORWARD) {
            var outputs = outputs();
            float first = outputs.at(0, 0);
            Tape.recycle(outputs);
            return first;
        }
        var result = train();
        try (var _ = result.gradients()) {
            return result.loss();
        }
    }

    @Override
    public SequencedMap<String, Tensor> results() {
        var results = new LinkedHashMap<String, Tensor>();
        results.put("outputs", outputs());
        if (pass == Pass.TRAINING) {
            try (var gradients = train().gradients()) {
                Tree.flatten(recurrent.cell()).forEach((name, weight) -> results.put(name, gradients.of(weight)));
            }
        }
        return results;
    }

    private Tensor outputs() {
        return Tape.evaluate(() -> recurrent.apply(input).rows());
    }

    private Result<Outcome.Nothing> train() {
        return Tape.run(
                STEP,
                () -> Outcome.of(
                        recurrent.apply(input).rows().times(lossWeights).sum()));
    }

    /** A cell whose input comes already projected, so that nothing but the loop remains. */
    record Loop<S extends Record>(Cell<S> cell) implements Cell<S> {
        @Override
        public S start(int batch) {
            return cell.start(batch);
        }

        @Override
        public S step(Tensor x, S state) {
            return cell.step(x, state);
        }

        @Override
        public Tensor output(S state) {
            return cell.output(state);
        }
    }
}
