package carousel.lab.check;

import carousel.data.Lengths;
import carousel.layer.Sequence;
import carousel.recurrent.Cell;
import carousel.recurrent.Recurrent;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.Arrays;

/** How the state of a cell with one state tensor depends on the state some steps before, without input. */
public final class Jacobian {
    private Jacobian() {}

    /** d h(steps) / d h(0) [H,H] at h(0) = {@code start}, a row for each unit of h(steps). */
    public static double[][] of(Cell<?> cell, int features, int steps, double... start) {
        int units = start.length;
        var rows = new double[units][];
        Arrays.fill(rows, start);
        var from = Doubles.tensor(rows).toWeight();
        var layer = Recurrent.of(cell);
        var state = Tree.map(layer.start(units), zeros -> from);
        var inputs = new Sequence(Tensor.zeros(units * steps, features), Lengths.uniform(units, steps));
        var identity = Doubles.tensor(Doubles.identity(units));
        // row j of the batch follows unit j of its own last state
        var gradients = Runs.gradients(() ->
                layer.output(layer.scan(inputs, state).last()).times(identity).sum());
        return Doubles.matrix(gradients.of(from));
    }

    public static double norm(Cell<?> cell, int features, int steps, double... start) {
        return Doubles.norm(Doubles.flat(of(cell, features, steps, start)));
    }
}
