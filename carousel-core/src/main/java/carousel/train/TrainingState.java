package carousel.train;

import carousel.optim.Optimizer;
import carousel.store.Stored;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Everything a run has to remember between two steps, and its way into a checkpoint and back. One thread at a time. */
final class TrainingState<M, C> {
    private static final String MODEL = "model.";
    private static final String BEST = "best.";
    private static final String RECENT = "recent.";
    private static final String OPTIMIZER = "optimizer.";
    private static final String CARRIED = "carried.";

    final M model;
    final Optimizer optimizer;
    final Recent recent;
    final List<CurvePoint> curve = new ArrayList<>();
    C carried;
    SequencedMap<String, Tensor> best = new LinkedHashMap<>();
    double bestLoss = Double.POSITIVE_INFINITY;
    double bestCriterion = Double.POSITIVE_INFINITY;
    long bestStep;
    int withoutImprovement;
    long step;
    long tokens;
    double seconds;
    double lossSum;
    long lossTokens;
    /** The loss of the very first step. */
    float firstLoss = Float.NaN;

    TrainingState(M model, Optimizer optimizer, Recent recent, C carried) {
        this.model = model;
        this.optimizer = optimizer;
        this.recent = recent;
        this.carried = carried;
    }

    /**
     * Whether a loss says that training has gone astray: it is not finite, or far worse than before the first update. (Cells
     * that saturate never overflow, however large their weights.)
     */
    boolean diverged(float loss) {
        firstLoss = Float.isNaN(firstLoss) ? loss : firstLoss;
        return !Float.isFinite(loss) || loss > 10 * (1 + Math.abs(firstLoss));
    }

    /** Keeps a copy of the model's weights as the best ones. */
    void keepBest(double loss, double criterion) {
        bestLoss = loss;
        bestCriterion = criterion;
        bestStep = step;
        best = new LinkedHashMap<>();
        Tree.flatten(model).forEach((name, weight) -> best.put(name, weight.detached()));
    }

    /** Gives the model the best weights. */
    void useBest() {
        copy(best, Tree.flatten(model));
    }

    /** Gives the model the mean of its weights at the last evaluations. */
    void useMean() {
        copy(recent.mean(), Tree.flatten(model));
    }

    private static void copy(Map<String, Tensor> from, Map<String, Tensor> to) {
        from.forEach((name, tensor) -> {
            var values = tensor.buffer();
            to.get(name).change((w, first, last) -> System.arraycopy(values, first, w, first, last - first));
        });
    }

    Stored stored() {
        var tensors = new LinkedHashMap<String, Tensor>();
        Tree.flatten(model).forEach((name, tensor) -> tensors.put(MODEL + name, tensor.detached()));
        best.forEach((name, tensor) -> tensors.put(BEST + name, tensor));
        recent.store(RECENT, tensors);
        optimizer.state().forEach((name, tensor) -> tensors.put(OPTIMIZER + name, tensor));
        var leaves = Tree.leaves(carried);
        for (int i = 0; i < leaves.size(); i++) {
            tensors.put(CARRIED + i, leaves.get(i).detached()); // its buffer is used again
        }
        return new Stored(counters(), tensors);
    }

    private Map<String, String> counters() {
        var counters = new LinkedHashMap<String, String>();
        counters.put("step", String.valueOf(step));
        counters.put("tokens", String.valueOf(tokens));
        counters.put("seconds", String.valueOf(seconds));
        counters.put("bestLoss", String.valueOf(bestLoss));
        counters.put("bestCriterion", String.valueOf(bestCriterion));
        counters.put("bestStep", String.valueOf(bestStep));
        counters.put("withoutImprovement", String.valueOf(withoutImprovement));
        counters.put("lossSum", String.valueOf(lossSum));
        counters.put("lossTokens", String.valueOf(lossTokens));
        counters.put("firstLoss", String.valueOf(firstLoss));
        counters.put(
                "curve", String.join("\n", curve.stream().map(CurvePoint::line).toList()));
        return counters;
    }

    static double seconds(Stored stored) {
        return Double.parseDouble(stored.metadata().get("seconds"));
    }

    void restore(Stored stored) {
        var counters = stored.metadata();
        step = Long.parseLong(counters.get("step"));
        tokens = Long.parseLong(counters.get("tokens"));
        seconds = seconds(stored);
        bestLoss = Double.parseDouble(counters.get("bestLoss"));
        bestCriterion = Double.parseDouble(counters.get("bestCriterion"));
        bestStep = Long.parseLong(counters.get("bestStep"));
        withoutImprovement = Integer.parseInt(counters.get("withoutImprovement"));
        lossSum = Double.parseDouble(counters.get("lossSum"));
        lossTokens = Long.parseLong(counters.get("lossTokens"));
        firstLoss = Float.parseFloat(counters.get("firstLoss"));
        curve.clear();
        counters.get("curve").lines().map(CurvePoint::of).forEach(curve::add);
        var tensors = stored.weights();
        copy(under(MODEL, tensors), Tree.flatten(model));
        best = under(BEST, tensors);
        recent.restore(under(RECENT, tensors));
        optimizer.restore(model, under(OPTIMIZER, tensors));
        var leaves = under(CARRIED, tensors).values().iterator();
        carried = Tree.map(carried, old -> leaves.next());
    }

    static SequencedMap<String, Tensor> under(String prefix, Map<String, Tensor> tensors) {
        var found = new LinkedHashMap<String, Tensor>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), tensor);
            }
        });
        return found;
    }
}
