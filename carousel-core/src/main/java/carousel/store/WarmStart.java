package carousel.store;

import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Training that begins with the weights of an earlier model wherever the new one has a weight of the same name and shape.
 * Immutable.
 *
 * @param taken the names of the weights that were copied
 * @param fresh the names of the others, which are as they were
 */
public record WarmStart(List<String> taken, List<String> fresh) {

    public WarmStart {
        taken = List.copyOf(taken);
        fresh = List.copyOf(fresh);
    }

    /**
     * Copies weights into a model, in place.
     *
     * @param from the earlier weights by name
     * @param names which weights may be copied
     */
    public static WarmStart copy(Map<String, Tensor> from, Object model, Predicate<String> names) {
        var taken = new ArrayList<String>();
        var fresh = new ArrayList<String>();
        Tree.flatten(model).forEach((name, weight) -> {
            var earlier = from.get(name);
            if (earlier != null && names.test(name) && Arrays.equals(earlier.shape(), weight.shape())) {
                var values = earlier.buffer();
                weight.change((w, first, last) -> System.arraycopy(values, first, w, first, last - first));
                taken.add(name);
            } else {
                fresh.add(name);
            }
        });
        return new WarmStart(taken, fresh);
    }
}
