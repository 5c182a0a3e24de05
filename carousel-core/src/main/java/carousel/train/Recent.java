package carousel.train;

import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The weights of the last evaluations, and their mean, which often does better than any of them (Vaswani et al. 2017). One
 * thread at a time.
 */
final class Recent {
    private final int most;
    private final Deque<SequencedMap<String, Tensor>> kept = new ArrayDeque<>();

    /** Of so many evaluations; 0: of none. */
    Recent(int most) {
        this.most = most;
    }

    int size() {
        return kept.size();
    }

    void add(Object model) {
        if (most == 0) {
            return;
        }
        if (kept.size() == most) {
            kept.removeFirst();
        }
        var weights = new LinkedHashMap<String, Tensor>();
        Tree.flatten(model).forEach((name, weight) -> weights.put(name, weight.detached()));
        kept.add(weights);
    }

    /** The mean of each weight, summed from the earliest on in double. */
    SequencedMap<String, Tensor> mean() {
        var mean = new LinkedHashMap<String, Tensor>();
        kept.getFirst().forEach((name, weight) -> mean.put(name, Tensor.of(mean(name, weight.size()), weight.shape())));
        return mean;
    }

    private float[] mean(String name, int size) {
        var sums = new double[size];
        for (var weights : kept) {
            var values = weights.get(name).buffer();
            for (int i = 0; i < size; i++) {
                sums[i] += values[i];
            }
        }
        var mean = new float[size];
        for (int i = 0; i < size; i++) {
            mean[i] = (float) (sums[i] / kept.size());
        }
        return mean;
    }

    /** Puts everything under its own number behind a prefix. */
    void store(String prefix, Map<String, Tensor> tensors) {
        int number = 0;
        for (var weights : kept) {
            var begin = prefix + number++ + ".";
            weights.forEach((name, tensor) -> tensors.put(begin + name, tensor));
        }
    }

    /** What {@link #store} put, without the prefix. */
    void restore(Map<String, Tensor> tensors) {
        kept.clear();
        for (int number = 0; number < most; number++) {
            var weights = TrainingState.under(number + ".", tensors);
            if (!weights.isEmpty()) {
                kept.add(weights);
            }
        }
    }
}
