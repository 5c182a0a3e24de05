package carousel.cli.run;

import carousel.store.Provenance;
import carousel.store.Stored;
import carousel.train.CurvePoint;
import carousel.train.Monitor;
import carousel.train.Progress;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;

/** Saves and shows what happens in a run. One thread at a time. */
final class RunMonitor implements Monitor {
    /** The metadata of a checkpoint that says which run it belongs to. */
    static final String PROVENANCE = "carousel.provenance";

    private final RunFiles files;
    private final Provenance provenance;
    private final ProgressView view;
    private final Interrupt interrupt;
    private final Watcher watcher;
    private final Supplier<List<CurvePoint>> curve;
    private boolean curveFailed;

    /** Who else wants to know of evaluations. */
    interface Watcher {
        /** The validation loss in other words. */
        String words(CurvePoint point);

        void evaluated(CurvePoint point, Evaluation outcome);
    }

    RunMonitor(
            RunFiles files,
            Provenance provenance,
            ProgressView view,
            Interrupt interrupt,
            Watcher watcher,
            Supplier<List<CurvePoint>> curve) {
        this.files = files;
        this.provenance = provenance;
        this.view = view;
        this.interrupt = interrupt;
        this.watcher = watcher;
        this.curve = curve;
    }

    @Override
    public void stepped(Progress progress) {
        view.stepped(progress);
    }

    @Override
    public void evaluated(CurvePoint point, Evaluation outcome) {
        var validated = switch (outcome) {
            case BEST -> "validation loss " + Figures.loss(point.validLoss()) + " (best), ";
            case NOT_BETTER -> "validation loss " + Figures.loss(point.validLoss()) + ", ";
            case LAST -> "";
        };
        view.line("step " + point.step() + ": " + validated + watcher.words(point) + "training loss "
                + Figures.loss(point.trainLoss())
                + ", "
                + Figures.time(point.seconds()));
        saveCurve();
        watcher.evaluated(point, outcome);
    }

    @Override
    public void averaged(int evaluations, double loss, Evaluation outcome) {
        view.line("mean of the weights of the last " + evaluations + " evaluations: validation loss "
                + Figures.loss(loss) + (outcome == Evaluation.BEST ? " (best), kept" : ", not better, left"));
    }

    /** A curve that cannot be written is no reason to stop learning. */
    private void saveCurve() {
        try {
            CurveFile.write(files.curve(), curve.get());
        } catch (IOException e) {
            if (!curveFailed) {
                view.line(files.curve() + ": the learning curve cannot be written (" + e.getMessage() + "); going on");
            }
            curveFailed = true;
        }
    }

    @Override
    public void checkpoint(long step, Stored state) {
        var metadata = new LinkedHashMap<>(state.metadata());
        metadata.put(PROVENANCE, provenance.at(step, Provenance.RUNNING).toJson());
        files.checkpoints().write(step, new Stored(metadata, state.weights()));
    }

    @Override
    public boolean stopRequested() {
        return interrupt.requested();
    }
}
