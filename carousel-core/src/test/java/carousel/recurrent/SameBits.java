package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.tensor.Result;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;

/** Two runs that must not differ in a bit: loss, what was kept, and the gradient of every weight of a model. */
final class SameBits {
    private SameBits() {}

    static void check(Record model, Result<Tensor> expected, Result<Tensor> actual) {
        assertThat(actual.loss()).isEqualTo(expected.loss());
        assertThat(actual.kept().toArray()).isEqualTo(expected.kept().toArray());
        Tree.flatten(model)
                .forEach((name, weight) -> assertThat(
                                actual.gradients().of(weight).toArray())
                        .as(name)
                        .isEqualTo(expected.gradients().of(weight).toArray()));
    }
}
