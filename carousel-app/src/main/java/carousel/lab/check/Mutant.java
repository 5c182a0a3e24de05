package carousel.lab.check;

import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/** A cell with another step. */
public record Mutant<S extends Record>(Cell<S> cell, Stepping<S> stepping) implements Cell<S> {

    /** From input and state to the next state. */
    public interface Stepping<S> {
        S step(Tensor x, S state);
    }

    @Override
    public S start(int batch) {
        return cell.start(batch);
    }

    @Override
    public Tensor project(Tensor rows) {
        return cell.project(rows);
    }

    @Override
    public S step(Tensor x, S state) {
        return stepping.step(x, state);
    }

    @Override
    public Tensor output(S state) {
        return cell.output(state);
    }
}
