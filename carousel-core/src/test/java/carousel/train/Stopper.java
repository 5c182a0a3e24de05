package carousel.train;

import carousel.store.Stored;
import java.util.ArrayList;
import java.util.List;

/** Stops a run after so many steps, as Ctrl-C does, and keeps its checkpoints. One thread at a time. */
public final class Stopper implements Monitor {
    private final int after;
    private final List<Stored> checkpoints = new ArrayList<>();
    private int steps;

    public Stopper(int after) {
        this.after = after;
    }

    /** The newest checkpoint. */
    public Stored last() {
        return checkpoints.getLast();
    }

    @Override
    public void stepped(Progress progress) {
        steps++;
    }

    @Override
    public void evaluated(CurvePoint point, Evaluation outcome) {}

    @Override
    public void checkpoint(long step, Stored state) {
        checkpoints.add(state);
    }

    @Override
    public boolean stopRequested() {
        return steps >= after;
    }
}
